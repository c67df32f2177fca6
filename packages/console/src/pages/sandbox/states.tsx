import { App, Button, Flex, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { Problem } from '../../parts/problem.tsx';
import { useCan } from '../../parts/use-can.ts';
import { Card } from './card.tsx';
import css from './sandbox.module.css';
import { words } from './words.ts';

/** States: kept under a name, and put back. */
export function States({ states }: { states: string[] }) {
  const say = useWords(words);
  const { message } = App.useApp();
  const [name, setName] = useState('');
  const mayWrite = useCan('operator');
  const save = useAct('POST /api/sandbox/states/{name}/save', { renews: ['/api/sandbox'] });
  const reset = useAct('POST /api/sandbox/states/{name}/reset', { renews: ['/api/'] });
  const saveIt = () => save.mutate({ params: { name: name.trim() } }, { onSuccess: () => void message.success(say('saved')) });
  const resetIt = (state: string) =>
    reset.mutateAsync({ params: { name: state } }).then(
      () => void message.success(say('restored')),
      () => undefined,
    );
  return (
    <Card title={say('states')} note={say('statesNote')}>
      <Problem of={save.error ?? reset.error} />
      <ul className={css.list}>
        {states.map((state) => (
          <li key={state} className={css.line}>
            <code>{state}</code>
            <Popconfirm
              title={say('resetTitle', { name: state })}
              description={<div style={{ maxWidth: 320 }}>{say('resetNote')}</div>}
              okText={say('reset')}
              okButtonProps={{ danger: true }}
              onConfirm={() => resetIt(state)}
            >
              <Button size="small" disabled={!mayWrite} aria-label={say('resetNamed', { name: state })}>
                {say('reset')}
              </Button>
            </Popconfirm>
          </li>
        ))}
      </ul>
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
