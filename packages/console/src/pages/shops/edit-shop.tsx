import { Checkbox, Input, Select, Spin } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Field, Fields } from '../../parts/fields.tsx';
import { Problem } from '../../parts/problem.tsx';
import { WarehouseSelect } from '../../parts/selects.tsx';
import { words } from './words.ts';

type Shop = Answer<'GET /api/shops/{shopNo}'>;
type Reported = Shop['reported'];

/** Adds a shop, or sets one. */
export function EditShop({ shopNo = '', close }: { shopNo?: string; close(): void }) {
  const { data, error } = useApi('GET /api/shops/{shopNo}', { params: { shopNo } }, { when: shopNo !== '', keep: false });
  if (error) return <Problem of={error} />;
  if (shopNo !== '' && !data) return <Spin />;
  return <Form shop={data} close={close} />;
}

function Form({ shop, close }: { shop: Shop | undefined; close(): void }) {
  const say = useWords(words);
  const [typed, setTyped] = useState(shop?.shopNo ?? '');
  const { name = '', splitShipping = false, reported = 'last', byQuantity = false, warehouseNo = '' } = shop ?? {};
  const [set, setSet] = useState({ name, splitShipping, reported, byQuantity, warehouseNo });
  const shopNo = typed.trim();
  const { warehouseNo: chosen, ...rest } = set;
  const body = { ...rest, ...(chosen !== '' && { warehouseNo: chosen }) };
  return (
    <ActDialog
      title={shop ? say('edit', { no: shop.shopNo }) : say('add')}
      act={say('save')}
      at="PUT /api/shops/{shopNo}"
      input={shopNo === '' ? null : { params: { shopNo }, body }}
      renews={['/api/shops']}
      close={close}
    >
      <Fields>
        {!shop && (
          <Field label={say('no')} note={say('noNote')}>
            <Input value={typed} maxLength={20} autoFocus onChange={({ target }) => setTyped(target.value)} />
          </Field>
        )}
        <Field label={say('name')}>
          <Input
            value={set.name}
            maxLength={100}
            autoFocus={shop !== undefined}
            onChange={({ target }) => setSet({ ...set, name: target.value })}
          />
        </Field>
        <Field label={say('warehouse')} note={say('warehouseNote')}>
          <WarehouseSelect
            placeholder={say('first')}
            {...(chosen && { value: chosen })}
            onChange={(no) => setSet({ ...set, warehouseNo: no })}
          />
        </Field>
        <Field label={say('reported')}>
          <Select<Reported>
            value={set.reported}
            disabled={set.splitShipping}
            onChange={(next) => setSet({ ...set, reported: next })}
            options={[
              { value: 'last', label: say('lastLeft') },
              { value: 'first', label: say('firstLeft') },
              { value: 'main', label: say('main') },
            ]}
          />
        </Field>
      </Fields>
      <Checkbox checked={set.splitShipping} onChange={({ target }) => setSet({ ...set, splitShipping: target.checked })}>
        {say('split')}
      </Checkbox>
      <Checkbox checked={set.byQuantity} onChange={({ target }) => setSet({ ...set, byQuantity: target.checked })}>
        {say('byQuantity')}
      </Checkbox>
      {shop && <span style={{ color: 'var(--ant-color-text-secondary)' }}>{say('exists')}</span>}
    </ActDialog>
  );
}
