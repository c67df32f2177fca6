import { useNavigate } from '@tanstack/react-router';
import { Checkbox, Flex, Select } from 'antd';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { amount } from '../../parts/amount.ts';
import { FilterBar } from '../../parts/filter-bar.tsx';
import { ImportExport } from '../../parts/import-rows.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Records } from '../../parts/records.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { ShopSelect } from '../../parts/shop-select.tsx';
import { useFilters } from '../../parts/use-filters.ts';
import { When } from '../../parts/when.tsx';
import { StateMark } from './state-mark.tsx';
import { stateIn, states, words } from './words.ts';

const FILTERS = { q: '', shop: '', progress: '', state: '', goods: '', cursor: '' };
const PROGRESS = ['open', 'partly', 'shipped', 'ended'] as const;
const STATES = ['unpaid', 'balanceDue', 'toShip', 'partlyShipped', 'shipped', 'signed', 'finished', 'refunded', 'closed'] as const;

/** Orders (原始单), the newest first, or found by a number. */
export default function Orders() {
  const say = useWords(words);
  const stateOf = useWords(states);
  const navigate = useNavigate();
  const [{ q, shop, progress, state, goods, cursor }, setFilters] = useFilters(FILTERS);
  const query = {
    ...{ q: q || null, shop: shop || null, cursor: cursor || null, order: 'newest' as const },
    progress: (progress || null) as (typeof PROGRESS)[number] | null,
    state: (state || null) as (typeof STATES)[number] | null,
    unknownGoods: goods === 'unknown' ? ('true' as const) : null,
  };
  const { data, error, isPending, refetch } = useApi('GET /api/orders', { query }, { everyMs: 15_000 });
  const isFiltered = [q, shop, progress, state, goods].some((filter) => filter !== '');
  const optionsOf = (all: string, names: readonly string[]) => [
    { value: '', label: all },
    ...names.map((value) => ({ value, label: stateIn(stateOf, value) })),
  ];
  return (
    <>
      <PageHead title={say('title')} note={say('note')}>
        <ImportExport kind="orders" renews={['/api/orders']} />
      </PageHead>
      <FilterBar set={[progress, state, goods].filter((filter) => filter !== '').length}>
        <SearchBox value={q} placeholder={say('search')} search={(text) => setFilters({ q: text })} />
        <ShopSelect value={shop} choose={(no) => setFilters({ shop: no })} />
        <Select
          aria-label={say('progress')}
          value={progress}
          onChange={(next) => setFilters({ progress: next })}
          options={optionsOf(say('anyProgress'), PROGRESS)}
          popupMatchSelectWidth={false}
        />
        <Select
          aria-label={say('state')}
          value={state}
          onChange={(next) => setFilters({ state: next })}
          options={optionsOf(say('anyState'), STATES)}
          popupMatchSelectWidth={false}
        />
        <Checkbox checked={goods === 'unknown'} onChange={({ target }) => setFilters({ goods: target.checked ? 'unknown' : '' })}>
          {say('unknownOnly')}
        </Checkbox>
      </FilterBar>
      <Records
        label={say('title')}
        rowKey="tid"
        page={data}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        open={({ tid }) => void navigate({ to: '/orders/$tid', params: { tid } as never })}
        empty={isFiltered ? say('noneFound') : say('none')}
        columns={[
          { title: say('tid'), dataIndex: 'tid', render: (tid: string) => <LongText text={tid} code width={180} /> },
          { title: say('shop'), dataIndex: 'shopNo', bare: true, render: (no: string) => <LongText text={no} width={120} /> },
          { title: say('state'), dataIndex: 'state', bare: true, render: (each: string) => <StateMark state={each} /> },
          { title: say('payment'), dataIndex: 'payment', responsive: ['md'], render: (each: string) => <StateMark state={each} /> },
          {
            title: say('progress'),
            bare: true,
            dataIndex: 'progress',
            render: (each: string, { unknownGoods }) => (
              <Flex gap={4}>
                <StateMark state={each} />
                {unknownGoods > 0 && <Mark tone="warn">{say('unknownGoods', { n: unknownGoods })}</Mark>}
              </Flex>
            ),
          },
          { title: say('subOrders'), dataIndex: 'subOrders', align: 'end' },
          { title: say('receivable'), dataIndex: 'receivable', align: 'end', render: amount },
          {
            title: say('buyer'),
            dataIndex: 'buyerNick',
            responsive: ['lg'],
            grow: 120,
            render: (text: string) => <LongText text={text} />,
          },
          { title: say('came'), dataIndex: 'createdAt', render: (at: string) => <When at={at} /> },
        ]}
      />
    </>
  );
}
