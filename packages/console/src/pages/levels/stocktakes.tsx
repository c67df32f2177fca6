import { Link } from '@tanstack/react-router';
import { Alert, Descriptions, Spin, Table } from 'antd';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RecordDrawer } from '../../parts/record-drawer.tsx';
import { Records } from '../../parts/records.tsx';
import { useFilters } from '../../parts/use-filters.ts';
import { When } from '../../parts/when.tsx';
import { words } from './words.ts';

const FILTERS = { stocktake: '', cursor: '' };

/** Past stocktakes (盘点), and what one of them changed. */
export function Stocktakes() {
  const say = useWords(words);
  const [{ stocktake, cursor }, setFilters] = useFilters(FILTERS);
  const { data, error, isPending, refetch } = useApi('GET /api/stocktakes', { query: { cursor: cursor || null } });
  return (
    <>
      <Records
        label={say('stocktakes')}
        rowKey="stocktake"
        page={data}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        open={(row) => setFilters({ stocktake: String(row.stocktake), cursor })}
        opened={stocktake === '' ? undefined : Number(stocktake)}
        empty={say('noStocktakes')}
        columns={[
          { title: say('number'), dataIndex: 'stocktakeNo' },
          { title: say('when'), dataIndex: 'countedAt', render: (at: string) => <When at={at} /> },
          { title: say('warehouse'), dataIndex: 'warehouseNo' },
          {
            title: say('lines'),
            dataIndex: 'counted',
            align: 'end',
            render: (counted: number | null, { skipped }) => (
              <>
                {skipped ? <Mark tone="warn">{say('skipped', { n: skipped })}</Mark> : null}
                {counted ?? '—'}
              </>
            ),
          },
          { title: say('differences'), dataIndex: 'differences', align: 'end', render: (count: number | null) => count ?? '—' },
          { title: say('remark'), dataIndex: 'remark', render: (text: string) => <LongText text={text} width={240} /> },
          {
            title: say('own'),
            dataIndex: 'outerNo',
            responsive: ['lg'],
            render: (text: string | null) => <LongText text={text ?? ''} width={140} />,
          },
          { title: say('who'), dataIndex: 'actor', responsive: ['md'], render: (text: string) => <LongText text={text} width={160} /> },
        ]}
      />
      <OneStocktake stocktake={stocktake} close={() => setFilters({ stocktake: '', cursor })} />
    </>
  );
}

function OneStocktake({ stocktake, close }: { stocktake: string; close(): void }) {
  const say = useWords(words);
  const { data, error } = useApi('GET /api/stocktakes/{stocktake}', { params: { stocktake } }, { when: stocktake !== '', keep: false });
  return (
    <RecordDrawer title={data?.stocktakeNo ?? stocktake} isOpen={stocktake !== ''} close={close}>
      <Problem of={error} />
      {!data && !error && <Spin />}
      {data && (
        <>
          <Descriptions
            size="small"
            style={{ marginBlockEnd: 16 }}
            column={{ xs: 1, sm: 2 }}
            items={[
              { key: 'when', label: say('when'), children: <When at={data.countedAt} /> },
              { key: 'warehouse', label: say('warehouse'), children: data.warehouseNo },
              { key: 'who', label: say('who'), children: data.actor },
              { key: 'remark', label: say('remark'), children: <LongText text={data.remark} width={280} /> },
            ]}
          />
          {data.differences === null && <Alert type="info" showIcon title={say('notKept')} />}
          {data.differences === 0 && <Alert type="success" showIcon title={say('noDifferences')} />}
          {data.lines.length > 0 && (
            <Table
              size="small"
              aria-label={say('differences')}
              dataSource={data.lines}
              rowKey={({ specNo, defective }) => `${specNo} ${defective}`}
              pagination={{ pageSize: 50, hideOnSinglePage: true }}
              scroll={{ x: 'max-content' }}
              columns={[
                {
                  title: say('code'),
                  dataIndex: 'specNo',
                  render: (code: string, { defective }) => (
                    <>
                      <Link to="/items" search={{ item: code } as never}>
                        {code}
                      </Link>{' '}
                      {defective && <Mark tone="plain">{say('defective')}</Mark>}
                    </>
                  ),
                },
                { title: say('name'), dataIndex: 'goodsName', render: (text: string) => <LongText text={text} width={260} /> },
                { title: say('books'), dataIndex: 'before', align: 'end', render: (before: string | null) => before ?? '—' },
                { title: say('found'), dataIndex: 'after', align: 'end' },
              ]}
            />
          )}
        </>
      )}
    </RecordDrawer>
  );
}
