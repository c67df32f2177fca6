import { App, Button, Flex, Input } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useCan } from '../../parts/use-can.ts';
import { Card } from './card.tsx';
import css from './sandbox.module.css';
import { words } from './words.ts';

/** The states that every sandbox has. */
const KNOWN = { empty: 'ofEmpty', shop: 'ofShop' } as const;

/** States: kept under a name, and put back. */
export function States({ states }: { states: string[] }) {
  const say = useWords(words);
  const { message } = App.useApp();
  const [name, setName] = useState('');
  const mayWrite = useCan('operator');
  const save = useAct('POST /api/sandbox/states/{name}/save', { renews: ['/api/sandbox'] });
  const [asked, setAsked] = useState<string | null>(null);
  const saveIt = () => save.mutate({ params: { name: name.trim() } }, { onSuccess: () => void message.success(say('saved')) });
  return (
    <Card title={say('states')} note={say('statesNote')}>
      <Problem of={save.error} />
      <ul className={css.list}>
        {states.map((state) => (
          <li key={state} className={css.line}>
            <span>
              <code>{state}</code>
              {state in KNOWN && <span className={css.meaning}>{say(KNOWN[state as keyof typeof KNOWN])}</span>}
            </span>
            <Button size="small" disabled={!mayWrite} aria-label={say('resetNamed', { name: state })} onClick={() => setAsked(state)}>
              {say('reset')}
            </Button>
          </li>
        ))}
      </ul>
      {asked !== null && (
        <ActDialog
          title={say('resetTitle', { name: asked })}
          act={say('reset')}
          danger
          at="POST /api/sandbox/states/{name}/reset"
          input={{ params: { name: asked } }}
          renews={['/api/']}
          told={say('restored')}
          close={() => setAsked(null)}
        >
          <span>{say('resetNote')}</span>
        </ActDialog>
      )}
      {mayWrite && (
        <Flex gap="small" wrap>
          <Input
            aria-label={say('name')}
            placeholder={say('name')}
            value={name}
            maxLength={64}
            onChange={({ target }) => setName(target.value)}
            style={{ width: 200 }}
          />
          <Button disabled={name.trim() === ''} loading={save.isPending} onClick={saveIt}>
            {say('save')}
          </Button>
        </Flex>
      )}
    </Card>
  );
}
