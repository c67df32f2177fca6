import { Alert, Spin } from 'antd';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { Actor } from '../../parts/actor.tsx';
import { CodeLink } from '../../parts/catalogue/code-link.tsx';
import { Lines } from '../../parts/lines.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Facts } from '../../parts/record/facts.tsx';
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
          { title: say('number'), dataIndex: 'stocktakeNo', render: (no: string) => <LongText text={no} code width={180} /> },
          { title: say('when'), dataIndex: 'countedAt', bare: true, render: (at: string) => <When at={at} /> },
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
          { title: say('remark'), dataIndex: 'remark', grow: 140, render: (text: string) => <LongText text={text} /> },
          {
            title: say('own'),
            dataIndex: 'outerNo',
            responsive: ['lg'],
            render: (text: string | null) => <LongText text={text ?? ''} width={140} />,
          },
          { title: say('who'), dataIndex: 'actor', responsive: ['md'], render: (actor: string) => <Actor of={actor} /> },
        ]}
      />
      <OneStocktake stocktake={stocktake} close={() => setFilters({ stocktake: '', cursor })} />
    </>
  );
}

function OneStocktake({ stocktake, close }: { stocktake: string; close(): void }) {
  const say = useWords(words);
  const { data, error, refetch } = useApi(
    'GET /api/stocktakes/{stocktake}',
    { params: { stocktake } },
    { when: stocktake !== '', keep: false },
  );
  return (
    <RecordDrawer title={data?.stocktakeNo ?? stocktake} isOpen={stocktake !== ''} close={close}>
      <Problem of={error} again={() => void refetch()} />
      {!data && !error && <Spin />}
      {data && (
        <>
          <Facts
            facts={[
              [say('when'), <When key="when" at={data.countedAt} />],
              [say('warehouse'), data.warehouseNo],
              [say('who'), <Actor key="who" of={data.actor} />],
              [say('remark'), data.remark, 'wide'],
            ]}
          />
          {data.differences === null && <Alert type="info" showIcon title={say('notKept')} />}
          {data.differences === 0 && <Alert type="success" showIcon title={say('noDifferences')} />}
          {data.lines.length > 0 && (
            <Lines
              label={say('differences')}
              rows={data.lines}
              rowKey={({ specNo, defective }) => `${specNo} ${defective}`}
              pageSize={50}
              columns={[
                {
                  title: say('code'),
                  dataIndex: 'specNo',
                  render: (code: string, { defective }) => (
                    <>
                      <CodeLink item={code} /> {defective && <Mark tone="plain">{say('defective')}</Mark>}
                    </>
                  ),
                },
                { title: say('name'), dataIndex: 'goodsName', grow: 120, bare: true, render: (text: string) => <LongText text={text} /> },
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
