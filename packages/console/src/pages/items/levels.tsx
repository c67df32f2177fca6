import { Button } from 'antd';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { Lines } from '../../parts/lines.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Others } from '../../parts/others.tsx';
import { labelOf } from '../../parts/selects.tsx';
import { When } from '../../parts/when.tsx';
import { words } from './words.ts';

/** An item's quantities in each warehouse. */
export function Levels({ specNo, adjust }: { specNo: string; adjust: ((warehouseNo: string) => void) | undefined }) {
  const say = useWords(words);
  const { data, error, isPending } = useApi('GET /api/levels', { query: { specNo, limit: '200' } });
  const rows = [...(data?.items ?? [])].sort((a, b) => (a.warehouseNo < b.warehouseNo ? -1 : 1));
  return (
    <Lines
      label={say('levels')}
      rows={rows}
      rowKey={({ warehouseNo, defective }) => `${warehouseNo} ${defective}`}
      problem={error}
      isLoading={isPending}
      empty={say('noLevels')}
      columns={[
        {
          title: say('warehouse'),
          dataIndex: 'warehouseNo',
          render: (no: string, { warehouseName, defective }) => (
            <>
              {labelOf(no, warehouseName)} {defective && <Mark tone="plain">{say('defective')}</Mark>}
            </>
          ),
        },
        { title: say('inStock'), dataIndex: 'stock', align: 'end' },
        { title: say('others'), dataIndex: 'others', grow: 160, render: (others: Record<string, string>) => <Others of={others} /> },
        { title: say('changed'), dataIndex: 'changedAt', render: (at: string | null) => <When at={at} /> },
        ...(adjust
          ? [
              {
                title: say('actions'),
                bare: true,
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
  );
}
