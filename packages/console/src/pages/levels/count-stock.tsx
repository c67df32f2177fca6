import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Field, Fields } from '../../parts/fields.tsx';
import { GoodsSelect, WarehouseSelect } from '../../parts/selects.tsx';
import { WillHappen } from '../../parts/will-happen.tsx';
import { words } from './words.ts';

interface Line {
  specNo: string;
  counted: string;
}

const isCounted = (text: string) => /^\d{1,15}(\.\d{1,4})?$/.test(text.trim());

/** A stocktake of one warehouse. */
export function CountStock({ close, done }: { close(): void; done(stocktake: number): void }) {
  const say = useWords(words);
  const [warehouseNo, setWarehouse] = useState('');
  const [remark, setRemark] = useState('');
  const [lines, setLines] = useState<Line[]>([{ specNo: '', counted: '' }]);
  const set = (place: number, some: Partial<Line>) => setLines(lines.map((line, at) => (at === place ? { ...line, ...some } : line)));
  const isWhole = warehouseNo !== '' && lines.length > 0 && lines.every(({ specNo, counted }) => specNo !== '' && isCounted(counted));
  const body = isWhole ? { warehouseNo, remark, lines: lines.map(({ specNo, counted }) => ({ specNo, counted: counted.trim() })) } : null;
  return (
    <ActDialog
      title={say('countTitle')}
      act={say('count')}
      at="POST /api/stocktakes"
      input={body && { body }}
      renews={['/api/stocktakes', '/api/levels', '/api/items', '/api/listings']}
      close={close}
      done={({ stocktake }) => done(stocktake)}
    >
      <span>{say('countNote')}</span>
      <Fields>
        <Field label={say('warehouse')}>
          <WarehouseSelect {...(warehouseNo && { value: warehouseNo })} onChange={setWarehouse} />
        </Field>
        <Field label={say('remark')}>
          <Input value={remark} maxLength={255} onChange={({ target }) => setRemark(target.value)} />
        </Field>
      </Fields>
      {lines.map(({ specNo, counted }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own while it is filled in
        <Flex key={place} gap="small">
          <GoodsSelect value={specNo} onChange={(chosen) => set(place, { specNo: chosen })} aria-label={say('line', { n: place + 1 })} />
          <Input
            value={counted}
            inputMode="decimal"
            placeholder={say('found')}
            aria-label={say('counted', { n: place + 1 })}
            {...(counted !== '' && !isCounted(counted) && { status: 'error' as const })}
            onChange={({ target }) => set(place, { counted: target.value })}
            style={{ flex: 'none', width: 110 }}
          />
          <Button
            icon={<DeleteOutlined />}
            aria-label={say('removeLine', { n: place + 1 })}
            disabled={lines.length === 1}
            onClick={() => setLines(lines.filter((_, at) => at !== place))}
          />
        </Flex>
      ))}
      <Button
        type="dashed"
        icon={<PlusOutlined aria-hidden />}
        disabled={lines.length >= 500}
        onClick={() => setLines([...lines, { specNo: '', counted: '' }])}
      >
        {say('addLine')}
      </Button>
      <WillHappen write="countStock" body={body} />
    </ActDialog>
  );
}
