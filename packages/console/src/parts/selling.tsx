import { Link } from '@tanstack/react-router';
import type { Answer } from '../api/call.ts';
import { declareWords, useWords } from '../language/words.ts';
import { Lines } from './lines.tsx';
import { LongText } from './long-text.tsx';
import { Mark } from './mark.tsx';
import { useMore } from './use-more.ts';

const words = declareWords('selling', {
  listing: { en: 'Listing', zh: '平台货品' },
  listings: { en: 'Listings', zh: '平台货品' },
  shop: { en: 'Shop', zh: '店铺' },
  shows: { en: 'Shows', zh: '应展示' },
  state: { en: 'State', zh: '状态' },
  waiting: { en: 'waits', zh: '等待同步' },
  synced: { en: 'in step', zh: '已同步' },
  off: { en: 'switched off', zh: '已停用' },
  deleted: { en: 'deleted', zh: '已删除' },
  rule: { en: 'Rule', zh: '策略' },
  byHand: { en: 'by hand', zh: '手工绑定' },
  noListings: { en: 'No listing sells it by itself.', zh: '没有平台货品直接匹配。' },
});

type Listing = Answer<'GET /api/items/{specNo}/listings'>['items'][number];

/** The listings that sell an item itself, or a suite. */
export function Selling({ kind, code }: { kind: 'item' | 'suite'; code: string }) {
  const found = useMore(
    (kind === 'item' ? 'GET /api/items/{specNo}/listings' : 'GET /api/suites/{suiteNo}/listings') as 'GET /api/items/{specNo}/listings',
    { params: (kind === 'item' ? { specNo: code } : { suiteNo: code }) as { specNo: string }, query: { limit: '20' } },
  );
  const say = useWords(words);
  return (
    <Lines
      label={say('listings')}
      rows={found.items as Listing[]}
      rowKey="listing"
      problem={found.error}
      isLoading={found.isPending}
      empty={say('noListings')}
      more={found.more}
      columns={[
        {
          title: say('listing'),
          dataIndex: 'goodsId',
          grow: 160,
          render: (_, { listing, goodsId, specId, goodsName }) => (
            <Link to="/stock-sync/$listing" params={{ listing: String(listing) } as never}>
              <LongText text={[goodsName, goodsId, specId].filter(Boolean).join(' · ')} />
            </Link>
          ),
        },
        { title: say('shop'), dataIndex: 'shopNo', render: (no: string) => <LongText text={no} width={120} /> },
        { title: say('shows'), dataIndex: 'quantity', align: 'end' },
        {
          title: say('rule'),
          dataIndex: 'rule',
          render: (rule: string | null, { byHand }) => `${rule ?? '—'}${byHand ? ` · ${say('byHand')}` : ''}`,
        },
        { title: say('state'), key: 'state', bare: true, render: (_, listing) => <State of={listing} /> },
      ]}
    />
  );
}

function State({ of: { status, syncDisabled, version, acknowledged } }: { of: Listing }) {
  const say = useWords(words);
  if (status === 'deleted') return <Mark tone="plain">{say('deleted')}</Mark>;
  if (syncDisabled) return <Mark tone="warn">{say('off')}</Mark>;
  return version > acknowledged ? <Mark tone="info">{say('waiting')}</Mark> : <Mark tone="good">{say('synced')}</Mark>;
}
