import { Button, Descriptions, Space, Spin, Tabs } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RecordDrawer } from '../../parts/record-drawer.tsx';
import { Selling } from '../../parts/selling.tsx';
import { useCan } from '../../parts/use-can.ts';
import { useFilters } from '../../parts/use-filters.ts';
import { WillHappen } from '../../parts/will-happen.tsx';
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
  const { data: item, error } = useApi('GET /api/items/{specNo}', { params: { specNo } }, { when: isOpen, keep: false });
  const adjust = (warehouseNo?: string) => {
    setWarehouse(warehouseNo);
    setDoing('adjust');
  };
  const actions = mayWrite && item && (
    <Space>
      <Button onClick={() => adjust()}>{say('adjust')}</Button>
      <Button onClick={() => setDoing('edit')}>{say('edit')}</Button>
      <Remove specNo={specNo} done={close} />
    </Space>
  );
  return (
    <RecordDrawer title={<LongText text={specNo} code copy />} isOpen={isOpen} close={close} actions={actions}>
      <Problem of={error} />
      {!item && !error && <Spin />}
      {item && <Facts item={item} />}
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

function Facts({ item }: { item: Answer<'GET /api/items/{specNo}'> }) {
  const say = useWords(words);
  const facts = [
    { label: say('name'), children: item.goodsName },
    { label: say('spec'), children: item.specName },
    { label: say('goodsNo'), children: item.goodsNo },
    { label: say('barcode'), children: item.barcode },
    { label: say('brand'), children: item.brand },
    { label: say('category'), children: item.category },
    { label: say('unit'), children: item.unit },
  ];
  const told = facts
    .filter(({ children }) => children !== '')
    .map(({ label, children }) => ({ key: label, label, children: <bdi>{children}</bdi> }));
  const suites = item.suites.map((code) => (
    <Mark key={code} tone="plain">
      {code}
    </Mark>
  ));
  const all = suites.length > 0 ? [...told, { key: 'suites', label: say('suites'), children: <Space wrap>{suites}</Space> }] : told;
  return <Descriptions size="small" style={{ marginBlockEnd: 8 }} column={{ xs: 1, sm: 2 }} items={all} />;
}

function Remove({ specNo, done }: { specNo: string; done(): void }) {
  const say = useWords(words);
  const [isAsked, setAsked] = useState(false);
  const params = { specNo };
  return (
    <>
      <Button danger onClick={() => setAsked(true)}>
        {say('remove')}
      </Button>
      {isAsked && (
        <ActDialog
          title={say('removeTitle', { code: specNo })}
          act={say('remove')}
          danger
          at="DELETE /api/items/{specNo}"
          input={{ params }}
          renews={['/api/items', '/api/levels']}
          close={() => setAsked(false)}
          done={done}
        >
          <span>{say('removeNote')}</span>
          <WillHappen write="removeItem" params={params} body={undefined} />
        </ActDialog>
      )}
    </>
  );
}
