import type { Answer } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import { Actor } from '../../parts/actor.tsx';
import { Lines } from '../../parts/lines.tsx';
import { LongText } from '../../parts/long-text.tsx';
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
    <Lines
      label={say('movements')}
      rows={items as Movement[]}
      rowKey="seq"
      problem={error}
      isLoading={isPending}
      empty={say('noMovements')}
      more={more}
      columns={[
        { title: say('when'), dataIndex: 'at', render: (at: string) => <When at={at} /> },
        {
          title: say('kind'),
          bare: true,
          dataIndex: 'kind',
          grow: 140,
          render: (kind: string, { reason, reference }) => (
            <LongText text={[kindOf(kind), reference, reason].filter(Boolean).join(' · ')} />
          ),
        },
        {
          title: say('warehouse'),
          dataIndex: 'warehouseNo',
          render: (no: string, { defective }) => (defective ? `${no} (${say('defective')})` : no),
        },
        {
          title: say('change'),
          bare: true,
          key: 'change',
          render: (_, { before, after }) =>
            Object.entries(after).map(([name, value]) => (
              <div key={name}>
                {nameOf(name as QuantityName)}: {before[name as QuantityName] ?? '0'} → {value}
              </div>
            )),
        },
        { title: say('who'), dataIndex: 'actor', render: (actor: string) => <Actor of={actor} /> },
      ]}
    />
  );
}
