import { Link } from '@tanstack/react-router';
import { useWords } from '../../language/words.ts';
import type { Column } from '../../parts/columns.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { When } from '../../parts/when.tsx';
import { type Listing, Standing } from './standing.tsx';
import { columnWords } from './words.ts';

/** Every column of the listings. */
export function useListingColumns(): Column<Listing>[] {
  const say = useWords(columnWords);
  const column = (name: keyof (typeof columnWords)['texts'], rest: Omit<Column<Listing>, 'name' | 'title'>): Column<Listing> =>
    ({ name, key: name, title: say(name), ...rest }) as Column<Listing>;
  return [
    column('number', {
      align: 'right',
      render: (_, { listing }) => <Link to={`/stock-sync/${listing}` as never}>{listing}</Link>,
    }),
    column('standing', { bare: true, render: (_, { standing }) => <Standing of={standing} /> }),
    column('shop', { bare: true, render: (_, { shopNo }) => <LongText text={shopNo} width={96} /> }),
    column('code', { bare: true, render: (_, { specNo, goodsNo }) => <LongText text={specNo || goodsNo} code width={160} /> }),
    column('goodsNo', { hidden: true, render: (_, { goodsNo }) => <LongText text={goodsNo} code width={140} /> }),
    column('name', { grow: 200, bare: true, render: (_, row) => <LongText text={nameOf(row)} /> }),
    column('goods', {
      hidden: true,
      render: (_, { goodsId, specId }) => <LongText text={[goodsId, specId].filter(Boolean).join(' / ')} code width={200} />,
    }),
    column('quantity', { align: 'right', render: (_, { quantity, bound }) => (bound ? quantity : '—') }),
    column('told', { align: 'right', render: (_, { lastQuantity }) => lastQuantity ?? '—' }),
    column('changed', { render: (_, { changedAt, version }) => <When at={version === 0 ? null : changedAt} /> }),
    column('confirmed', { hidden: true, render: (_, { lastAt }) => <When at={lastAt} /> }),
    column('version', { hidden: true, align: 'right', render: (_, { version, acknowledged }) => `${acknowledged} / ${version}` }),
    column('failures', { hidden: true, align: 'right', render: (_, { failures }) => failures }),
    column('retry', { hidden: true, render: (_, { retryAt }) => <When at={retryAt} /> }),
    column('reason', { grow: 160, render: (_, { reason }) => <LongText text={reason} /> }),
  ];
}

/** What a listing is called. */
export function nameOf({ goodsName, specName }: Pick<Listing, 'goodsName' | 'specName'>): string {
  return [goodsName, specName].filter(Boolean).join(' · ');
}
