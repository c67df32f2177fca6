import { Input, Radio } from 'antd';
import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Field, Fields } from '../../parts/fields.tsx';
import type { AppKey } from './page.tsx';
import { ALL_RIGHTS, chosenOf, type Rights, RightsFields, rightsOf } from './rights-fields.tsx';
import type { MadeSecret } from './show-secret.tsx';
import { words } from './words.ts';

/** A new key, or a disabled one that works again: its name, rights and secret. */
export function AddKey({ again, close, show }: { again: AppKey | undefined; close(): void; show(made: MadeSecret): void }) {
  const say = useWords(words);
  const [edition, setEdition] = useState<AppKey['edition']>(again?.edition ?? 'flagship');
  const [key, setKey] = useState(again?.key ?? '');
  const [rights, setRights] = useState<Rights>(again ? chosenOf(again) : ALL_RIGHTS);
  const [hasSecret, setHasSecret] = useState(false);
  const [secret, setSecret] = useState('');
  const isWhole = key.trim() !== '' && (!hasSecret || secret !== '');
  const body = { edition, key: key.trim(), ...(hasSecret && { secret }), ...rightsOf(rights) };
  return (
    <ActDialog
      title={say(again ? 'again' : 'add')}
      act={say(again ? 'again' : 'add')}
      at="POST /api/keys"
      input={isWhole ? { body } : null}
      renews={['/api/keys']}
      close={close}
      done={({ secret: made }) => made !== null && show({ key: key.trim(), secret: made })}
      wide
    >
      <Fields>
        <Field label={say('edition')}>
          <Radio.Group
            disabled={again !== undefined}
            value={edition}
            onChange={({ target }) => {
              setEdition(target.value);
              setRights({ ...rights, interfaces: [] });
            }}
            options={(['flagship', 'enterprise'] as const).map((value) => ({ value, label: say(value) }))}
          />
        </Field>
        <Field label={say('key')} note={say('keyNote')}>
          <Input
            disabled={again !== undefined}
            autoComplete="off"
            maxLength={64}
            value={key}
            onChange={({ target }) => setKey(target.value)}
          />
        </Field>
      </Fields>
      <RightsFields edition={edition} rights={rights} change={(some) => setRights({ ...rights, ...some })} />
      <Fields>
        <Field label={say('secret')} wide>
          <Radio.Group
            value={hasSecret}
            onChange={({ target }) => setHasSecret(target.value)}
            options={[
              { value: false, label: say('makeSecret') },
              { value: true, label: say('ownSecret') },
            ]}
          />
        </Field>
        {hasSecret && (
          <Field label={say('ownSecret')} note={edition === 'flagship' ? say('ownSecretNote') : undefined} wide>
            <Input.Password autoComplete="off" maxLength={500} value={secret} onChange={({ target }) => setSecret(target.value)} />
          </Field>
        )}
      </Fields>
    </ActDialog>
  );
}
