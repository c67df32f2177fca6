import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Flex, Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Field, Fields } from '../../parts/fields.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Records } from '../../parts/records.tsx';
import { useCan } from '../../parts/use-can.ts';
import { useFilters } from '../../parts/use-filters.ts';
import { When } from '../../parts/when.tsx';
import { WillHappen } from '../../parts/will-happen.tsx';
import { words } from './words.ts';

type Warehouse = Answer<'GET /api/warehouses'>['items'][number];
const FILTERS = { cursor: '' };

/** The warehouses: added, and set. */
export function Warehouses() {
  const say = useWords(words);
  const [{ cursor }] = useFilters(FILTERS);
  const [edited, setEdited] = useState<Warehouse | 'new' | null>(null);
  const mayWrite = useCan('operator');
  const { data, error, isPending, refetch } = useApi('GET /api/warehouses', { query: { cursor: cursor || null } });
  return (
    <>
      {mayWrite && (
        <Flex style={{ marginBlockEnd: 12 }}>
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')}>
            {say('addWarehouse')}
          </Button>
        </Flex>
      )}
      <Records
        label={say('warehouses')}
        rowKey="warehouseNo"
        page={data}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        {...(mayWrite && { open: setEdited })}
        empty={say('noWarehouses')}
        columns={[
          { title: say('warehouseNo'), dataIndex: 'warehouseNo' },
          { title: say('name'), dataIndex: 'name', grow: 140, bare: true, render: (text: string) => <LongText text={text} /> },
          { title: say('type'), dataIndex: 'type', render: (type: number) => (type === 1 ? say('inner') : say('outer', { type })) },
          { title: say('outerNo'), dataIndex: 'outerNo', render: (text: string) => <LongText text={text} width={160} /> },
          {
            title: say('state'),
            bare: true,
            dataIndex: 'disabled',
            render: (disabled: boolean) => (disabled ? <Mark tone="warn">{say('disabled')}</Mark> : <Mark tone="good">{say('used')}</Mark>),
          },
          { title: say('changed'), dataIndex: 'changedAt', render: (at: string | null) => <When at={at} /> },
        ]}
      />
      {edited && <EditWarehouse {...(edited !== 'new' && { warehouse: edited })} close={() => setEdited(null)} />}
    </>
  );
}

function EditWarehouse({ warehouse, close }: { warehouse?: Warehouse; close(): void }) {
  const say = useWords(words);
  const [no, setNo] = useState(warehouse?.warehouseNo ?? '');
  const { name = '', type = 1, outerNo = '', disabled = false } = warehouse ?? {};
  const [set, setSet] = useState({ name, type, outerNo, disabled });
  const warehouseNo = no.trim();
  const body = warehouseNo === '' ? null : set;
  return (
    <ActDialog
      title={warehouse ? say('editWarehouse', { no: warehouse.warehouseNo }) : say('addWarehouse')}
      act={say('save')}
      at="PUT /api/warehouses/{warehouseNo}"
      input={body && { params: { warehouseNo }, body }}
      renews={['/api/warehouses', '/api/levels', '/api/listings']}
      close={close}
    >
      <Fields>
        {!warehouse && (
          <Field label={say('warehouseNo')} note={say('warehouseNoNote')}>
            <Input value={no} maxLength={40} autoFocus onChange={({ target }) => setNo(target.value)} />
          </Field>
        )}
        <Field label={say('name')}>
          <Input value={set.name} maxLength={64} onChange={({ target }) => setSet({ ...set, name: target.value })} />
        </Field>
        <Field label={say('outerNo')}>
          <Input value={set.outerNo} maxLength={40} onChange={({ target }) => setSet({ ...set, outerNo: target.value })} />
        </Field>
        <Field label={say('type')} note={say('typeNote')}>
          <InputNumber min={1} max={127} precision={0} value={set.type} onChange={(type) => setSet({ ...set, type: type ?? 1 })} />
        </Field>
      </Fields>
      <Checkbox checked={set.disabled} onChange={({ target }) => setSet({ ...set, disabled: target.checked })}>
        {say('disabled')}: {say('disabledNote')}
      </Checkbox>
      <WillHappen write="saveWarehouse" params={{ warehouseNo }} body={body} />
    </ActDialog>
  );
}
