import { Button, Empty, Table } from 'antd';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { Mark } from '../../parts/mark.tsx';
import { Others } from '../../parts/others.tsx';
import { Problem } from '../../parts/problem.tsx';
import { When } from '../../parts/when.tsx';
import { words } from './words.ts';

/** An item's quantities in each warehouse. */
export function Levels({ specNo, adjust }: { specNo: string; adjust: ((warehouseNo: string) => void) | undefined }) {
  const say = useWords(words);
  const { data, error, isPending } = useApi('GET /api/levels', { query: { specNo, limit: '200' } });
  const rows = [...(data?.items ?? [])].sort((a, b) => (a.warehouseNo < b.warehouseNo ? -1 : 1));
  return (
    <>
      <Problem of={error} />
      <Table
        size="small"
        aria-label={say('levels')}
        loading={isPending}
        dataSource={rows}
        rowKey={({ warehouseNo, defective }) => `${warehouseNo} ${defective}`}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say('noLevels')} /> }}
        columns={[
          {
            title: say('warehouse'),
            dataIndex: 'warehouseNo',
            render: (no: string, { warehouseName, defective }) => (
              <>
                {no}
                {warehouseName && warehouseName !== no && ` · ${warehouseName}`} {defective && <Mark tone="plain">{say('defective')}</Mark>}
              </>
            ),
          },
          { title: say('inStock'), dataIndex: 'stock', align: 'end' },
          { title: say('others'), dataIndex: 'others', render: (others: Record<string, string>) => <Others of={others} /> },
          { title: say('changed'), dataIndex: 'changedAt', render: (at: string | null) => <When at={at} /> },
          ...(adjust
            ? [
                {
                  title: say('actions'),
                  key: 'act',
                  render: (_: unknown, { warehouseNo }: { warehouseNo: string }) => (
                    <Button size="small" onClick={() => adjust(warehouseNo)}>
                      {say('adjust')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
