import { Button, Flex, InputNumber } from 'antd';
import { useEffect, useState } from 'react';
import { useAct } from '../../api/use-api.ts';
import { useLanguage } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import { Field } from '../../parts/fields.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useCan } from '../../parts/use-can.ts';
import { useNow } from '../../parts/use-now.ts';
import { exactly } from '../../parts/when.tsx';
import { Card } from './card.tsx';
import { words } from './words.ts';

const MINUTE_MS = 60_000;

/** Puts the sandbox's clock forward or back. */
export function Clock({ shiftMs }: { shiftMs: number }) {
  const say = useWords(words);
  const language = useLanguage();
  const now = useNow();
  const mayWrite = useCan('operator');
  const [minutes, setMinutes] = useState<number | null>(Math.round(shiftMs / MINUTE_MS));
  useEffect(() => setMinutes(Math.round(shiftMs / MINUTE_MS)), [shiftMs]);
  const shift = useAct('PUT /api/sandbox/clock', { renews: ['/api/'] });
  const shiftTo = (to: number) => shift.mutate({ body: { shiftMs: to * MINUTE_MS } });
  return (
    <Card title={say('clock')} note={say('clockNote')}>
      <span>{say('now', { at: exactly(now, language) })}</span>
      <Problem of={shift.error} />
      <Flex gap="small" align="end" wrap>
        <Field label={say('shift')}>
          <InputNumber
            precision={0}
            disabled={!mayWrite}
            value={minutes}
            onChange={setMinutes}
            onPressEnter={() => minutes !== null && shiftTo(minutes)}
            style={{ width: '100%', minWidth: 200 }}
          />
        </Field>
        <Button disabled={!mayWrite || minutes === null} loading={shift.isPending} onClick={() => shiftTo(minutes ?? 0)}>
          {say('set')}
        </Button>
        {shiftMs !== 0 && (
          <Button disabled={!mayWrite} onClick={() => shiftTo(0)}>
            {say('right')}
          </Button>
        )}
      </Flex>
    </Card>
  );
}
