import { Button, Flex, Select, Tooltip } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useApi } from '../../api/use-api.ts';
import { useLanguage } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Records } from '../../parts/records.tsx';
import { useFilters } from '../../parts/use-filters.ts';
import { AtSecond, exactly } from '../../parts/when.tsx';
import { useForbidden } from '../../shell/gate.tsx';
import { ACTIONS, useActionName } from './actions.ts';
import { ActorSelect } from './actor-select.tsx';
import { words } from './words.ts';

type Entry = Answer<'GET /api/audit'>['items'][number];

const USUAL = { actor: '', action: '', cursor: '' };

/** Who did what. */
export default function Audit() {
  const say = useWords(words);
  const nameOf = useActionName();
  const forbidden = useForbidden();
  const [{ actor, action, cursor }, setFilters] = useFilters(USUAL);
  const query = { ...(actor && { actor }), ...(action && { action }), ...(cursor && { cursor }) };
  const { data, error, isPending, refetch } = useApi('GET /api/audit', { query }, { when: !forbidden });
  if (forbidden) return forbidden;
  return (
    <>
      <PageHead title={say('title')} note={say('note')} />
      <Flex wrap gap={8} style={{ marginBlockEnd: 12 }}>
        <ActorSelect value={actor} choose={(chosen) => setFilters({ actor: chosen })} when={!forbidden} />
        <Select
          aria-label={say('action')}
          value={action}
          onChange={(chosen) => setFilters({ action: chosen })}
          showSearch={{ optionFilterProp: 'label' }}
          options={[{ value: '', label: say('anyAction') }, ...ACTIONS.map((each) => ({ value: each, label: nameOf(each) }))]}
          style={{ width: 220 }}
        />
      </Flex>
      <Records<Entry>
        label={say('list')}
        rowKey="id"
        page={data}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        empty={say('none')}
        columns={[
          { title: say('at'), dataIndex: 'at', render: (at: string) => <AtSecond at={at} ofPeople /> },
          {
            title: say('actor'),
            dataIndex: 'actor',
            render: (who: string) => <Actor of={who} choose={() => setFilters({ actor: who })} />,
          },
          {
            title: say('action'),
            bare: true,
            dataIndex: 'action',
            render: (done: string) => (done === 'signInFailed' ? <Mark tone="bad">{nameOf(done)}</Mark> : nameOf(done)),
          },
          { title: say('subject'), dataIndex: 'subject', render: (text: string) => <LongText text={text} width={240} /> },
          { title: say('detail'), dataIndex: 'detail', render: (text: string) => <Detail of={text} /> },
          { title: say('address'), dataIndex: 'address', render: (text: string) => <LongText text={text} code width={200} /> },
        ]}
      />
    </>
  );
}

/** What the server says in words of its own is translated; all else is as it came. */
function Detail({ of: text }: { of: string }) {
  const say = useWords(words);
  const language = useLanguage();
  const until = /^until (\S+)$/.exec(text)?.[1];
  if (until) return <>{say('until', { at: exactly(Date.parse(until), language) })}</>;
  const known = ['viewer', 'operator', 'admin', 'disabled', 'enabled', 'requeue', 'cancel', 'suspend'] as const;
  const said = text.split(', ').map((part) => {
    const word = known.find((each) => each === part);
    return word ? say(word) : part;
  });
  return <LongText text={said.join(', ')} width={320} />;
}

function Actor({ of: actor, choose }: { of: string; choose(): void }) {
  const say = useWords(words);
  const [kind = '', ...rest] = actor.split(':');
  const name = rest.join(':');
  if (name === '') return <span>{say(kind === 'command' ? kind : 'nobody')}</span>;
  return (
    <Tooltip title={say('onlyActor', { who: name })}>
      <Button type="link" size="small" onClick={choose} style={{ paddingInline: 0 }}>
        <LongText text={name} width={200} />
      </Button>
      {(kind === 'operator' || kind === 'command') && (
        <>
          {' '}
          <Mark tone="plain">{say(kind === 'operator' ? 'token' : kind)}</Mark>
        </>
      )}
    </Tooltip>
  );
}
