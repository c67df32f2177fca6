import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Field, Fields } from '../../parts/fields.tsx';
import { type QuantityName, quantityNames } from '../../parts/quantity-names.ts';
import { WarehouseSelect } from '../../parts/selects.tsx';
import { WillHappen } from '../../parts/will-happen.tsx';
import { words } from './words.ts';

const NUMBER = /^-?\d{1,15}(\.\d{1,4})?$/;
const NAMES = Object.keys(quantityNames.texts) as QuantityName[];

/** Raises or lowers a quantity of an item in a warehouse, with a reason. */
export function AdjustLevel({ specNo, warehouse, close }: { specNo: string; warehouse?: string | undefined; close(): void }) {
  const say = useWords(words);
  const nameOf = useWords(quantityNames);
  const [warehouseNo, setWarehouse] = useState(warehouse ?? '');
  const [by, setBy] = useState('');
  const [quantity, setQuantity] = useState<QuantityName>('stock_num');
  const [reason, setReason] = useState('');
  const [defective, setDefective] = useState(false);
  const isNumber = NUMBER.test(by.trim()) && !/^-?0+(\.0+)?$/.test(by.trim());
  const body = isNumber && warehouseNo !== '' ? { specNo, warehouseNo, by: by.trim(), quantity, reason: reason.trim(), defective } : null;
  return (
    <ActDialog
      title={say('adjustTitle', { code: specNo })}
      act={say('adjust')}
      at="POST /api/levels/adjust"
      input={body && { body }}
      renews={['/api/levels', '/api/items', '/api/listings']}
      close={close}
    >
      <Fields>
        <Field label={say('warehouse')}>
          <WarehouseSelect {...(warehouseNo && { value: warehouseNo })} onChange={setWarehouse} />
        </Field>
        <Field label={say('by')} note={say('byNote')} problem={by === '' || isNumber ? undefined : say('byNote')}>
          <Input value={by} inputMode="decimal" autoFocus onChange={({ target }) => setBy(target.value)} />
        </Field>
        <Field label={say('quantity')}>
          <Select
            value={quantity}
            onChange={setQuantity}
            disabled={defective}
            options={NAMES.map((name) => ({ value: name, label: nameOf(name) }))}
          />
        </Field>
        <Field label={say('reason')} note={say('reasonNote')}>
          <Input value={reason} maxLength={255} onChange={({ target }) => setReason(target.value)} />
        </Field>
      </Fields>
      <Checkbox
        checked={defective}
        onChange={({ target }) => {
          setDefective(target.checked);
          setQuantity('stock_num');
        }}
      >
        {say('defective')}
      </Checkbox>
      <WillHappen write="adjustLevel" body={body} />
    </ActDialog>
  );
}
