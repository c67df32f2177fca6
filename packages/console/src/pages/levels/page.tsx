import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { ImportExport } from '../../parts/import-rows.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useCan } from '../../parts/use-can.ts';
import { useFilters } from '../../parts/use-filters.ts';
import { CountStock } from './count-stock.tsx';
import { LevelList } from './level-list.tsx';
import { Stocktakes } from './stocktakes.tsx';
import { Warehouses } from './warehouses.tsx';
import { words } from './words.ts';

const FILTERS = { tab: 'levels', q: '', warehouse: '', kind: 'good', stocktake: '' };

/** Levels (库存) over all items, the warehouses, and past stocktakes. */
export default function Levels() {
  const say = useWords(words);
  const [{ tab }, setFilters] = useFilters(FILTERS);
  const [isCounting, setCounting] = useState(false);
  const mayWrite = useCan('operator');
  return (
    <>
      <PageHead title={say('title')} note={say('note')}>
        <ImportExport kind={tab === 'warehouses' ? 'warehouses' : 'levels'} renews={['/api/levels', '/api/warehouses']} />
        {mayWrite && (
          <Button type="primary" onClick={() => setCounting(true)}>
            {say('count')}
          </Button>
        )}
      </PageHead>
      <Tabs
        activeKey={tab}
        onChange={(next) => setFilters({ tab: next, q: '', warehouse: '', kind: 'good', stocktake: '' })}
        destroyOnHidden
        items={[
          { key: 'levels', label: say('levels'), children: <LevelList /> },
          { key: 'warehouses', label: say('warehouses'), children: <Warehouses /> },
          { key: 'stocktakes', label: say('stocktakes'), children: <Stocktakes /> },
        ]}
      />
      {isCounting && (
        <CountStock
          close={() => setCounting(false)}
          done={(stocktake) => setFilters({ tab: 'stocktakes', stocktake: String(stocktake), q: '', warehouse: '', kind: 'good' })}
        />
      )}
    </>
  );
}
