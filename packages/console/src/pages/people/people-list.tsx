import { MoreOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Dropdown, Flex, Select } from 'antd';
import type { Answer } from '../../api/call.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { useAct, useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Records } from '../../parts/records.tsx';
import { When } from '../../parts/when.tsx';
import type { Role } from '../page.ts';
import type { MadeLink } from './show-link.tsx';
import { words } from './words.ts';

type Person = Answer<'GET /api/people'>['items'][number];

export const ROLES: Role[] = ['viewer', 'operator', 'admin'];

/** The people, each with their role to change and what can be done. */
export function PeopleList({ showLink }: { showLink(link: MadeLink): void }) {
  const say = useWords(words);
  const { message } = App.useApp();
  const { data: session } = useSession();
  const { data, error, isPending, refetch } = useApi('GET /api/people', {}, { everyMs: 60_000 });
  const change = useAct('PUT /api/people/{name}', { renews: ['/api/people', '/api/sessions', '/api/session'] });
  const save = (name: string, body: { role?: Role; disabled?: boolean }) =>
    change.mutate(
      { params: { name }, body },
      { onError: (problem: ApiProblem) => problem.code === 'conflict' && void message.warning(say('lastAdmin', { name })) },
    );
  return (
    <>
      <Problem of={change.error?.code === 'conflict' ? null : change.error} />
      <Records<Person>
        label={say('people')}
        rowKey="name"
        page={data && { items: data.items, next: null }}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        empty={say('none')}
        columns={[
          {
            title: say('name'),
            dataIndex: 'name',
            render: (name: string) => (
              <Flex gap={6} align="center">
                <LongText text={name} width={220} />
                {name === session?.name && <Mark tone="info">{say('you')}</Mark>}
              </Flex>
            ),
          },
          {
            title: say('role'),
            dataIndex: 'role',
            render: (role: Role, { name }: Person) => (
              <Select<Role>
                size="small"
                aria-label={`${say('role')}: ${name}`}
                value={role}
                onChange={(chosen) => save(name, { role: chosen })}
                options={ROLES.map((each) => ({ value: each, label: say(each) }))}
                style={{ width: 112 }}
              />
            ),
          },
          { title: say('state'), key: 'state', bare: true, render: (_: unknown, person: Person) => <State of={person} /> },
          { title: say('seen'), dataIndex: 'seenAt', render: (at: string | null) => <When at={at} ofPeople /> },
          { title: say('added'), dataIndex: 'createdAt', render: (at: string) => <When at={at} ofPeople /> },
          {
            title: say('toDo'),
            key: 'actions',
            align: 'end' as const,
            bare: true,
            render: (_: unknown, person: Person) => <Actions of={person} save={save} showLink={showLink} />,
          },
        ]}
      />
    </>
  );
}

function State({ of: { disabledAt, passwordAt } }: { of: Person }) {
  const say = useWords(words);
  if (disabledAt !== null) return <Mark tone="plain">{say('disabled')}</Mark>;
  return passwordAt === null ? <Mark tone="warn">{say('invited')}</Mark> : <Mark tone="good">{say('able')}</Mark>;
}

function Actions({
  of: { name, disabledAt, passwordAt },
  save,
  showLink,
}: {
  of: Person;
  save(name: string, body: { disabled: boolean }): void;
  showLink(link: MadeLink): void;
}) {
  const say = useWords(words);
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const makeLink = useAct('POST /api/people/{name}/link', { renews: [] });
  const isDisabled = disabledAt !== null;
  const link = () => makeLink.mutate({ params: { name } }, { onSuccess: showLink, onError: ({ detail }) => void message.error(detail) });
  const disable = () =>
    void modal.confirm({
      title: <bdi>{say('disableAsk', { name })}</bdi>,
      content: say('disableNote'),
      okText: say('disable'),
      okButtonProps: { danger: true },
      cancelText: say('cancel'),
      onOk: () => save(name, { disabled: true }),
    });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'link', label: say(passwordAt === null ? 'invite' : 'newLink'), disabled: isDisabled, onClick: link },
          isDisabled
            ? { key: 'enable', label: say('enable'), onClick: () => save(name, { disabled: false }) }
            : { key: 'disable', label: say('disable'), danger: true, onClick: disable },
          { type: 'divider' },
          {
            key: 'sessions',
            label: say('theirSessions'),
            onClick: () => void navigate({ to: '/people', search: { tab: 'sessions', person: name } as never }),
          },
          {
            key: 'audit',
            label: say('theirAudit'),
            onClick: () => void navigate({ to: '/audit', search: { actor: `person:${name}` } as never }),
          },
        ],
      }}
    >
      <Button size="small" type="text" icon={<MoreOutlined />} aria-label={say('actions', { name })} />
    </Dropdown>
  );
}
