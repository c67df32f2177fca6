import { Button, Flex } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { BindListing, MatchListing } from '../../parts/bind-listing.tsx';
import { FilterBar } from '../../parts/filter-bar.tsx';
import { ImportExport } from '../../parts/import-rows.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Records } from '../../parts/records.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { ShopSelect } from '../../parts/shop-select.tsx';
import { useCan } from '../../parts/use-can.ts';
import { useFilters } from '../../parts/use-filters.ts';
import { Gaps } from './gaps.tsx';
import css from './mapping.module.css';
import { words } from './words.ts';

const FILTERS = { q: '', shop: '', cursor: '' };
type Unbound = Answer<'GET /api/unbound-listings'>['items'][number];

/** Listings that are bound to nothing, each with what it could be bound to. */
export default function Mapping() {
  const say = useWords(words);
  const [{ q, shop, cursor }, setFilters] = useFilters(FILTERS);
  const [bound, setBound] = useState<{ listing: Unbound; code: string } | null>(null);
  const mayWrite = useCan('operator');
  const query = { q: q || null, shop: shop || null, cursor: cursor || null };
  const { data, error, isPending, refetch } = useApi('GET /api/unbound-listings', { query });
  return (
    <>
      <PageHead title={say('title')} note={say('note')}>
        <ImportExport kind="listings" renews={['/api/listings', '/api/unbound-listings', '/api/mapping-gaps']} />
      </PageHead>
      <Gaps />
      <FilterBar>
        <SearchBox value={q} placeholder={say('search')} search={(text) => setFilters({ q: text })} />
        <ShopSelect value={shop} choose={(no) => setFilters({ shop: no })} />
      </FilterBar>
      <Records
        label={say('list')}
        rowKey="listing"
        page={data}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        {...(mayWrite && { open: (listing: Unbound) => setBound({ listing, code: listing.suggestions[0]?.code ?? '' }) })}
        empty={q === '' && shop === '' ? say('none') : say('noneFound')}
        columns={[
          {
            title: say('listing'),
            dataIndex: 'goodsId',
            grow: 200,
            render: (_, { goodsName, specName, goodsId, specId }) => (
              <>
                <LongText text={`${goodsName} ${specName}`.trim()} />
                <div className={css.below}>
                  <bdi>{[goodsId, specId].filter(Boolean).join(' · ')}</bdi>
                </div>
              </>
            ),
          },
          { title: say('shop'), dataIndex: 'shopNo', bare: true, render: (no: string) => <LongText text={no} width={120} /> },
          {
            title: say('codes'),
            dataIndex: 'codes',
            render: (codes: string[], { byHand }) => (
              <Flex vertical align="start">
                {codes.length === 0 ? <span>{say('noCode')}</span> : <LongText text={codes.join(' · ')} code width={180} />}
                {byHand && <Mark tone="plain">{say('byHand')}</Mark>}
              </Flex>
            ),
          },
          {
            title: say('could'),
            dataIndex: 'suggestions',
            grow: 260,
            render: (suggestions: Unbound['suggestions'], listing) => (
              <Suggestions of={suggestions} {...(mayWrite && { choose: (code: string) => setBound({ listing, code }) })} />
            ),
          },
          ...(mayWrite
            ? [
                {
                  title: say('actions'),
                  key: 'act',
                  bare: true,
                  render: (_: unknown, listing: Unbound) => (
                    <Flex gap="small">
                      <Button size="small" onClick={() => setBound({ listing, code: '' })}>
                        {say('bind')}
                      </Button>
                      {listing.byHand && <MatchListing listing={listing.listing} />}
                    </Flex>
                  ),
                },
              ]
            : []),
        ]}
      />
      {bound && <BindListing listing={bound.listing} code={bound.code} close={() => setBound(null)} />}
    </>
  );
}

function Suggestions({ of, choose }: { of: Unbound['suggestions']; choose?: (code: string) => void }) {
  const say = useWords(words);
  if (of.length === 0) return <span className={css.faint}>{say('nothing')}</span>;
  return (
    <Flex vertical gap={4} align="start">
      {of.map(({ kind, code, name, by }) => (
        <Flex key={`${kind} ${code}`} gap="small" align="center" className={css.suggestion}>
          {choose ? (
            <Button size="small" aria-label={say('bindTo', { code })} onClick={() => choose(code)}>
              {code}
            </Button>
          ) : (
            <LongText text={code} code width={160} />
          )}
          <LongText text={name} />
          <span className={css.below}>{[kind === 'suite' && say('suite'), say(by)].filter(Boolean).join(' · ')}</span>
        </Flex>
      ))}
    </Flex>
  );
}
