import { Button, Space, Spin, Tabs } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { CodeLink } from '../../parts/catalogue/code-link.tsx';
import { Remove } from '../../parts/catalogue/remove.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Problem } from '../../parts/problem.tsx';
import { type Fact, Facts } from '../../parts/record/facts.tsx';
import { RecordDrawer } from '../../parts/record-drawer.tsx';
import { Selling } from '../../parts/selling.tsx';
import { useCan } from '../../parts/use-can.ts';
import { useFilters } from '../../parts/use-filters.ts';
import { AdjustLevel } from './adjust-level.tsx';
import { EditItem } from './edit-item.tsx';
import { Levels } from './levels.tsx';
import { Movements } from './movements.tsx';
import { words } from './words.ts';

const FILTERS = { tab: 'levels', cursor: '' };

/** One item beside the list: what it is, its stock, its movements, and what sells it. */
export function ItemDrawer({ specNo, close }: { specNo: string; close(): void }) {
  const say = useWords(words);
  const [{ tab, cursor }, setFilters] = useFilters(FILTERS);
  const [doing, setDoing] = useState<'edit' | 'adjust' | null>(null);
  const [warehouse, setWarehouse] = useState<string>();
  const mayWrite = useCan('operator');
  const isOpen = specNo !== '';
  const { data: item, error, refetch } = useApi('GET /api/items/{specNo}', { params: { specNo } }, { when: isOpen, keep: false });
  const adjust = (warehouseNo?: string) => {
    setWarehouse(warehouseNo);
    setDoing('adjust');
  };
  const actions = mayWrite && item && (
    <Space>
      <Button onClick={() => adjust()}>{say('adjust')}</Button>
      <Button onClick={() => setDoing('edit')}>{say('edit')}</Button>
      <Remove
        {...{ code: specNo, note: say('removeNote'), at: 'DELETE /api/items/{specNo}', params: { specNo }, write: 'removeItem' }}
        done={close}
      />
    </Space>
  );
  return (
    <RecordDrawer title={<LongText text={specNo} code copy />} isOpen={isOpen} close={close} actions={actions}>
      <Problem of={error} again={() => void refetch()} />
      {!item && !error && <Spin />}
      {item && <About item={item} />}
      {item && (
        <Tabs
          activeKey={tab}
          onChange={(next) => setFilters({ tab: next, cursor } as never, { replace: true })}
          items={[
            { key: 'levels', label: say('levels'), children: <Levels specNo={specNo} adjust={mayWrite ? adjust : undefined} /> },
            { key: 'movements', label: say('movements'), children: <Movements specNo={specNo} /> },
            { key: 'listings', label: `${say('listings')} (${item.listings})`, children: <Selling kind="item" code={specNo} /> },
          ]}
        />
      )}
      {doing === 'edit' && item && <EditItem item={item} close={() => setDoing(null)} />}
      {doing === 'adjust' && <AdjustLevel specNo={specNo} warehouse={warehouse} close={() => setDoing(null)} />}
    </RecordDrawer>
  );
}

/** What it is. */
function About({ item }: { item: Answer<'GET /api/items/{specNo}'> }) {
  const say = useWords(words);
  const suites = item.suites.map((code) => <CodeLink key={code} suite={code} />);
  return (
    <Facts
      facts={[
        [say('name'), item.goodsName, 'wide'],
        [say('spec'), item.specName],
        [say('goodsNo'), <LongText key="goods" text={item.goodsNo} code />],
        [say('barcode'), <LongText key="barcode" text={item.barcode} code />],
        [say('brand'), item.brand],
        [say('category'), item.category],
        [say('unit'), item.unit],
        ...(suites.length > 0
          ? [
              [
                say('suites'),
                <Space key="suites" wrap>
                  {suites}
                </Space>,
              ] satisfies Fact,
            ]
          : []),
      ]}
    />
  );
}
