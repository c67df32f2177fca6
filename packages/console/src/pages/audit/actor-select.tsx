import { Select } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { partsOf } from '../../parts/actor.tsx';
import { words } from './words.ts';

const KINDS = ['person', 'operator', 'command', 'nobody'] as const;
const HEADINGS = { person: 'people', operator: 'tokens', command: 'commands', nobody: 'others' } as const;

/** Chooses one of those who did something lately, by kind, or all: as the audit names them, empty for all. Somebody else can be typed. */
export function ActorSelect({ value, choose, when }: { value: string; choose(actor: string): void; when: boolean }) {
  const say = useWords(words);
  const [typed, setTyped] = useState('');
  const { data } = useApi('GET /api/audit/actors', {}, { when });
  const known = (data?.items ?? []).map(({ actor }) => actor);
  const others = [value, typed.trim()].filter((actor) => actor !== '' && !known.includes(actor));
  const all = [...known, ...new Set(others)].map((actor) => ({
    actor,
    kind: KINDS.find((each) => each === partsOf(actor)[0]) ?? 'nobody',
  }));
  const labelOf = (actor: string) => (actor === 'nobody' ? say('nobody') : (known.includes(actor) && partsOf(actor)[1]) || actor);
  const groups = KINDS.map((kind) => ({
    label: say(HEADINGS[kind]),
    options: all.filter((each) => each.kind === kind).map(({ actor }) => ({ value: actor, label: labelOf(actor) })),
  }));
  return (
    <Select
      aria-label={say('actor')}
      value={value}
      onChange={(actor) => {
        setTyped('');
        choose(actor);
      }}
      showSearch={{ onSearch: setTyped, optionFilterProp: 'label' }}
      options={[{ value: '', label: say('anyActor') }, ...groups.filter(({ options }) => options.length > 0)]}
      popupMatchSelectWidth={false}
      style={{ width: 220 }}
    />
  );
}
