import { Checkbox, Flex, Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Field, Fields } from '../../parts/fields.tsx';
import { WillHappen } from '../../parts/will-happen.tsx';
import { words } from './words.ts';

/** Adds a carrier, or sets one: what waits with it is corrected when it is mapped (decision 0018). */
export function EditCarrier({ carrier, close }: { carrier?: Answer<'GET /api/carriers'>['items'][number]; close(): void }) {
  const say = useWords(words);
  const [typed, setTyped] = useState(carrier?.code ?? '');
  const { name = '', type = null, cod = false, disabled = false } = carrier ?? {};
  const [set, setSet] = useState({ name, type, cod, disabled });
  const code = typed.trim();
  const body = code === '' || set.name.trim() === '' ? null : { ...set, name: set.name.trim() };
  return (
    <ActDialog
      title={carrier ? say('edit', { code: carrier.code }) : say('add')}
      act={say('save')}
      at="PUT /api/carriers/{code}"
      input={body && { params: { code }, body }}
      renews={['/api/carriers', '/api/mapping-gaps', '/api/shipments', '/api/orders']}
      close={close}
    >
      <Fields>
        {!carrier && (
          <Field label={say('code')} note={say('codeNote')}>
            <Input value={typed} maxLength={40} autoFocus onChange={({ target }) => setTyped(target.value)} />
          </Field>
        )}
        <Field label={say('name')}>
          <Input value={set.name} maxLength={40} onChange={({ target }) => setSet({ ...set, name: target.value })} />
        </Field>
        <Field label={say('type')} note={say('typeNote')}>
          <InputNumber
            min={0}
            autoFocus={carrier !== undefined}
            max={65_535}
            precision={0}
            value={set.type}
            onChange={(next) => setSet({ ...set, type: next })}
            style={{ width: '100%' }}
          />
        </Field>
      </Fields>
      <Flex gap="middle" wrap>
        <Checkbox checked={set.cod} onChange={({ target }) => setSet({ ...set, cod: target.checked })}>
          {say('cod')}
        </Checkbox>
        <Checkbox checked={set.disabled} onChange={({ target }) => setSet({ ...set, disabled: target.checked })}>
          {say('disabled')}
        </Checkbox>
      </Flex>
      <WillHappen write="saveCarrier" params={{ code }} body={body} />
    </ActDialog>
  );
}
