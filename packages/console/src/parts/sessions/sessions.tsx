import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import { Button, Flex, Tooltip } from 'antd';
import type { Answer } from '../../api/call.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { declareWords, useWords } from '../../language/words.ts';
import { LongText } from '../long-text.tsx';
import { Mark } from '../mark.tsx';
import { Problem } from '../problem.tsx';
import { Records } from '../records.tsx';
import { When } from '../when.tsx';
import { browserOf } from './browser-of.ts';

const words = declareWords('sessions', {
  toDo: { en: 'Actions', zh: '操作' },
  person: { en: 'Person', zh: '人员' },
  browser: { en: 'Browser', zh: '浏览器' },
  address: { en: 'From', zh: '来源地址' },
  seen: { en: 'Last used', zh: '最近使用' },
  created: { en: 'Signed in', zh: '登录时间' },
  expires: { en: 'Ends', zh: '到期' },
  expiresNote: {
    en: 'Eight hours after it was used last, and a week after signing in at the latest.',
    zh: '最近使用后 8 小时，且最迟为登录后一周。',
  },
  here: { en: 'here', zh: '当前' },
  end: { en: 'End', zh: '结束' },
  endOf: { en: 'End this session', zh: '结束此会话' },
  none: { en: 'Nobody is signed in.', zh: '当前没有人登录。' },
});

type Session = Answer<'GET /api/sessions'>['items'][number];

interface Props {
  /** What the list is called, for those who hear the page. */
  label: string;
  /** What was asked for. */
  found: UseQueryResult<{ items: Session[] }, ApiProblem>;
  /** What ends one of them. */
  end: UseMutationResult<unknown, ApiProblem, { params: { session: string } }>;
  /** Whose they are is said where they are not one's own. */
  ofAll?: boolean;
}

/** Sessions that go on, each with where it was used last and a way to end it. */
export function Sessions({ label, found: { data, error, isPending, refetch }, end, ofAll = false }: Props) {
  const say = useWords(words);
  return (
    <>
      <Problem of={end.error} />
      <Records<Session>
        label={label}
        rowKey="session"
        page={data && { items: data.items, next: null }}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        empty={say('none')}
        columns={[
          ...(ofAll
            ? [{ title: say('person'), dataIndex: 'person', render: (person: string) => <LongText text={person} width={180} /> }]
            : []),
          {
            title: say('browser'),
            bare: true,
            dataIndex: 'agent',
            render: (agent: string, { current }: Session) => (
              <Flex gap={6} align="center">
                <Tooltip title={<bdi>{agent}</bdi>}>
                  <bdi>{browserOf(agent).slice(0, 60) || '—'}</bdi>
                </Tooltip>
                {current && <Mark tone="info">{say('here')}</Mark>}
              </Flex>
            ),
          },
          { title: say('address'), dataIndex: 'address', render: (address: string) => <LongText text={address} code width={220} /> },
          { title: say('seen'), dataIndex: 'seenAt', render: (at: string) => <When at={at} ofPeople /> },
          { title: say('created'), dataIndex: 'createdAt', render: (at: string) => <When at={at} ofPeople /> },
          {
            title: say('expires'),
            note: say('expiresNote'),
            dataIndex: 'expiresAt',
            render: (at: string) => <When at={at} ofPeople />,
          },
          ...(data?.items.some(({ current }) => !current)
            ? [
                {
                  title: say('toDo'),
                  key: 'end',
                  align: 'end' as const,
                  bare: true,
                  render: (_: unknown, { session, current }: Session) =>
                    !current && (
                      <Button size="small" aria-label={say('endOf')} onClick={() => end.mutate({ params: { session } })}>
                        {say('end')}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
