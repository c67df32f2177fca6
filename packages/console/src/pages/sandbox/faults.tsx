import { Button, Flex } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useAct } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { Problem } from '../../parts/problem.tsx';
import { useCan } from '../../parts/use-can.ts';
import { AddFault } from './add-fault.tsx';
import { Card } from './card.tsx';
import css from './sandbox.module.css';
import { words } from './words.ts';

/** The faults that are set, and setting and ending them. */
export function Faults({ faults }: { faults: Answer<'GET /api/sandbox'>['faults'] }) {
  const say = useWords(words);
  const [isNew, setNew] = useState(false);
  const mayWrite = useCan('operator');
  const clear = useAct('DELETE /api/sandbox/faults', { renews: ['/api/sandbox'] });
  const remove = useAct('DELETE /api/sandbox/faults/{number}', { renews: ['/api/sandbox'] });
  return (
    <Card title={say('faults')} note={say('faultsNote')}>
      <Problem of={clear.error ?? remove.error} />
      {faults.length === 0 ? (
        <span>{say('noFaults')}</span>
      ) : (
        <ul className={css.list}>
          {faults.map(({ number, kind, edition, method, every, times, acted }) => (
            <li key={number} className={css.line}>
              <span>
                {say(kind)}
                <br />
                <small>
                  {[
                    edition ? say(edition) : say('both'),
                    method,
                    every && `1/${every}`,
                    say('acted', { n: `${acted}${times ? `/${times}` : ''}` }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
              <Button
                size="small"
                aria-label={say('removeNamed', { n: number })}
                disabled={!mayWrite}
                onClick={() => remove.mutate({ params: { number: String(number) } })}
              >
                {say('remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {mayWrite && (
        <Flex gap="small">
          <Button onClick={() => setNew(true)}>{say('addFault')}</Button>
          {faults.length > 0 && (
            <Button loading={clear.isPending} onClick={() => clear.mutate({})}>
              {say('clear')}
            </Button>
          )}
        </Flex>
      )}
      {isNew && <AddFault close={() => setNew(false)} />}
    </Card>
  );
}
