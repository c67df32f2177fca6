import { Select } from 'antd';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { CodeLink } from '../../parts/catalogue/code-link.tsx';
import { FilterBar } from '../../parts/filter-bar.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Others } from '../../parts/others.tsx';
import { Records } from '../../parts/records.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { labelOf, WarehouseSelect } from '../../parts/selects.tsx';
import { useFilters } from '../../parts/use-filters.ts';
import { When } from '../../parts/when.tsx';
import { words } from './words.ts';

const FILTERS = { q: '', warehouse: '', kind: 'good', cursor: '' };
type Kind = 'good' | 'out' | 'negative' | 'defective';

/** Levels of all items, searched by the server. */
export function LevelList() {
  const say = useWords(words);
  const [{ q, warehouse, kind, cursor }, setFilters] = useFilters(FILTERS);
  const query = { q: q || null, warehouseNo: warehouse || null, kind: kind as Kind, cursor: cursor || null };
  const { data, error, isPending, refetch } = useApi('GET /api/levels/by-item', { query });
  const isFiltered = q !== '' || warehouse !== '' || kind !== 'good';
  const rows = data && { ...data, items: data.items.map((row) => ({ ...row, key: `${row.specNo} ${row.warehouseNo}` })) };
  return (
    <>
      <FilterBar>
        <SearchBox value={q} placeholder={say('search')} search={(text) => setFilters({ q: text })} />
        <WarehouseSelect
          aria-label={say('warehouse')}
          allowClear
          placeholder={say('every')}
          {...(warehouse && { value: warehouse })}
          onChange={(no) => setFilters({ warehouse: no ?? '' })}
          popupMatchSelectWidth={false}
        />
        <Select<Kind>
          aria-label={say('which')}
          value={kind as Kind}
          onChange={(next) => setFilters({ kind: next })}
          options={[
            { value: 'good', label: say('good') },
            { value: 'out', label: say('out') },
            { value: 'negative', label: say('negative') },
            { value: 'defective', label: say('defectives') },
          ]}
        />
      </FilterBar>
      <Records
        label={say('levels')}
        rowKey="key"
        page={rows}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        empty={isFiltered ? say('noneFound') : say('none')}
        columns={[
          {
            title: say('code'),
            dataIndex: 'specNo',
            render: (code: string) => <CodeLink item={code} />,
          },
          {
            title: say('name'),
            bare: true,
            dataIndex: 'goodsName',
            grow: 160,
            render: (name: string, { specName }) => <LongText text={`${name} ${specName}`.trim()} />,
          },
          {
            title: say('warehouse'),
            dataIndex: 'warehouseNo',
            render: (no: string, { warehouseName }) => <LongText text={labelOf(no, warehouseName)} width={180} />,
          },
          {
            title: say('inStock'),
            dataIndex: 'stock',
            align: 'end',
            render: (stock: string) => <span style={stock.startsWith('-') ? { color: 'var(--ant-color-error-text)' } : {}}>{stock}</span>,
          },
          { title: say('others'), dataIndex: 'others', grow: 140, render: (others: Record<string, string>) => <Others of={others} /> },
          { title: say('changed'), dataIndex: 'changedAt', render: (at: string | null) => <When at={at} /> },
        ]}
      />
    </>
  );
}
