import { Radio, Typography } from 'antd';
import { useState } from 'react';
import { serverNow } from '../../api/server-clock.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import css from './keys.module.css';
import type { AppKey } from './page.tsx';
import type { MadeSecret } from './show-secret.tsx';
import { words } from './words.ts';

const DAY_MS = 86_400_000;
const CHOICES = { day: DAY_MS, week: 7 * DAY_MS, open: null, atOnceEnd: 0 } as const;
type Choice = keyof typeof CHOICES;

/** Another secret for a key, while the one it has stays valid for a while. */
export function RotateKey({ of: key, close, show }: { of: AppKey; close(): void; show(made: MadeSecret): void }) {
  const say = useWords(words);
  const [choice, setChoice] = useState<Choice>('day');
  const span = CHOICES[choice];
  const until = span === null ? null : new Date(span === 0 ? 0 : serverNow() + span).toISOString();
  return (
    <ActDialog
      title={say('rotateTitle', { key: key.key })}
      act={say('rotate')}
      danger={choice === 'atOnceEnd'}
      at="POST /api/keys/{edition}/{key}/rotate"
      input={{ params: { edition: key.edition, key: key.key }, body: { until } }}
      renews={['/api/keys']}
      close={close}
      done={({ secret }) => secret !== null && show({ key: key.key, secret })}
    >
      <Typography.Text type="secondary">{say('rotateNote')}</Typography.Text>
      <fieldset className={css.choices}>
        <legend>{say('keepOld')}</legend>
        <Radio.Group
          vertical
          value={choice}
          onChange={({ target }) => setChoice(target.value)}
          options={(Object.keys(CHOICES) as Choice[]).map((value) => ({ value, label: say(value) }))}
        />
      </fieldset>
    </ActDialog>
  );
}
