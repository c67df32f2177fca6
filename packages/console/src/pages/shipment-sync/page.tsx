import { DownloadOutlined, ReloadOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button, Flex, Select } from 'antd';
import { useCallback, useState } from 'react';
import { addressOf } from '../../api/call.ts';
import { reaches, useSession } from '../../api/session.tsx';
import { useApi } from '../../api/use-api.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { useWords } from '../../language/words.ts';
import { BulkBar, type Selected } from '../../parts/bulk/bulk-bar.tsx';
import { useColumns } from '../../parts/columns.tsx';
import { FilterBar } from '../../parts/filter-bar.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Records } from '../../parts/records.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { ShopSelect } from '../../parts/shop-select.tsx';
import { TextFilter } from '../../parts/text-filter.tsx';
import { useFilters } from '../../parts/use-filters.ts';
import { sinceOf, Within } from '../../parts/within.tsx';
import { Actions } from './actions.tsx';
import { useShipmentColumns } from './columns.tsx';
import type { Shipment } from './state.tsx';
import { states, words } from './words.ts';

const FILTERS = { state: 'all', shop: '', q: '', carrier: '', reason: '', within: '', cursor: '' };
const STATES = Object.keys(states.texts) as (keyof typeof states.texts)[];
const EVERY_MS = 15_000;

/** The shipments: found, chosen, and acted on. */
export default function ShipmentSync() {
  const say = useWords(words);
  const sayState = useWords(states);
  const navigate = useNavigate();
  const { data: session } = useSession();
  const [filters, setFilters] = useFilters(FILTERS);
  const { within, cursor, ...rest } = filters;
  const since = sinceOf(within, Date.now());
  const asked = Object.fromEntries(Object.entries({ ...rest, ...(since && { since }) }).filter(([, value]) => value !== ''));
  const query = { ...asked, ...(cursor && { cursor }) };
  const { data, error, isPending, isFetching, refetch } = useApi('GET /api/shipments', { query } as never, { everyMs: EVERY_MS });
  const [selected, select] = useState<Selected>({ keys: [] });
  const { columns, chooser } = useColumns('shipment-sync', useShipmentColumns());
  const search = useCallback((q: string) => setFilters({ q }), [setFilters]);
  const searchCarrier = useCallback((carrier: string) => setFilters({ carrier }), [setFilters]);
  const searchReason = useCallback((reason: string) => setFilters({ reason }), [setFilters]);
  const again = () => void refetch();
  useKeys([{ keys: 'r', says: say('reload'), act: again }]);
  const isFiltered = Object.entries(filters).some(([name, value]) => name !== 'cursor' && value !== FILTERS[name as keyof typeof FILTERS]);
  const mayAct = session && reaches(session.role, 'operator');
  return (
    <>
      <PageHead title={say('title')} note={say('note')}>
        <Button icon={<ReloadOutlined aria-hidden />} loading={isFetching && !isPending} onClick={again}>
          {say('reload')}
        </Button>
        {chooser}
        <Button icon={<DownloadOutlined aria-hidden />} href={addressOf('GET /api/export/shipments', { query: asked })} download>
          {say('export')}
        </Button>
      </PageHead>
      <FilterBar>
        <SearchBox value={filters.q} placeholder={say('search')} search={search} />
        <Select
          aria-label={say('state')}
          value={filters.state}
          onChange={(state) => setFilters({ state })}
          options={STATES.map((state) => ({ value: state, label: sayState(state) }))}
          popupMatchSelectWidth={false}
          style={{ flex: '0 1 136px', minWidth: 120 }}
        />
        <ShopSelect value={filters.shop} choose={(shop) => setFilters({ shop })} />
        <Within value={within} choose={(span) => setFilters({ within: span })} />
        <TextFilter value={filters.carrier} label={say('carrier')} search={searchCarrier} />
        <TextFilter value={filters.reason} label={say('reason')} search={searchReason} />
      </FilterBar>
      <Flex wrap gap="0 8px" align="start">
        {mayAct && (
          <BulkBar selected={selected} select={select}>
            <Actions selected={selected} filter={asked} done={() => select({ keys: [] })} />
          </BulkBar>
        )}
        {isFiltered && (
          <Button type="link" size="small" onClick={() => setFilters(FILTERS)} style={{ height: 32 }}>
            {say('reset')}
          </Button>
        )}
      </Flex>
      <Records<Shipment>
        label={say('list')}
        rowKey="shipment"
        columns={columns}
        page={data}
        problem={error}
        isLoading={isPending}
        again={again}
        open={({ shipment }) => void navigate({ to: `/shipment-sync/${shipment}` as never })}
        empty={isFiltered ? say('noMatch') : say('none')}
        selected={
          mayAct
            ? {
                keys: selected === 'all' ? (data?.items ?? []).map(({ shipment }) => shipment) : selected.keys,
                choose: (keys) => select({ keys }),
              }
            : undefined
        }
      />
    </>
  );
}
