import { Button, Empty, Table } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import { LongText } from '../../parts/long-text.tsx';
import { Problem } from '../../parts/problem.tsx';
import { type QuantityName, quantityNames } from '../../parts/quantity-names.ts';
import { useMore } from '../../parts/use-more.ts';
import { When } from '../../parts/when.tsx';
import { words } from './words.ts';

type Movement = Answer<'GET /api/items/{specNo}/movements'>['items'][number];

const KINDS = { set: 'set', adjust: 'adjusted', count: 'count', order: 'order', ship: 'ship', feed: 'feed', import: 'import' } as const;

/** How an item's stock came to be what it is, the newest first. */
export function Movements({ specNo }: { specNo: string }) {
  const say = useWords(words);
  const nameOf = useWords(quantityNames);
  const { items, error, isPending, more } = useMore('GET /api/items/{specNo}/movements', { params: { specNo }, query: { limit: '20' } });
  const kindOf = (kind: string) => (kind in KINDS ? say(KINDS[kind as keyof typeof KINDS]) : kind);
  return (
    <>
      <Problem of={error} />
      <Table<Movement>
        size="small"
        aria-label={say('movements')}
        loading={isPending}
        dataSource={items as Movement[]}
        rowKey="seq"
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say('noMovements')} /> }}
        columns={[
          { title: say('when'), dataIndex: 'at', render: (at: string) => <When at={at} /> },
          {
            title: say('kind'),
            dataIndex: 'kind',
            render: (kind: string, { reason, reference }) => (
              <LongText text={[kindOf(kind), reference, reason].filter(Boolean).join(' · ')} width={220} />
            ),
          },
          {
            title: say('warehouse'),
            dataIndex: 'warehouseNo',
            render: (no: string, { defective }) => (defective ? `${no} (${say('defective')})` : no),
          },
          {
            title: say('change'),
            key: 'change',
            render: (_, { before, after }) =>
              Object.entries(after).map(([name, value]) => (
                <div key={name} style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
                  {nameOf(name as QuantityName)}: {before[name as QuantityName] ?? '0'} → {value}
                </div>
              )),
          },
          { title: say('who'), dataIndex: 'actor', render: (text: string) => <LongText text={text} width={160} /> },
        ]}
      />
      {more && (
        <Button size="small" onClick={more} style={{ marginBlockStart: 8 }}>
          {say('more')}
        </Button>
      )}
    </>
  );
}
