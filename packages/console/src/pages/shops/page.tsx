import { PlusOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useAct, useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { ImportExport } from '../../parts/import-rows.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Records } from '../../parts/records.tsx';
import { useCan } from '../../parts/use-can.ts';
import { useFilters } from '../../parts/use-filters.ts';
import { When } from '../../parts/when.tsx';
import { EditShop } from './edit-shop.tsx';
import { words } from './words.ts';

type Shop = Answer<'GET /api/shops'>['items'][number];
const FILTERS = { shop: '' };

/** Shops (店铺): their settings, and pausing one. */
export default function Shops() {
  const say = useWords(words);
  const [{ shop }, setFilters] = useFilters(FILTERS);
  const [isNew, setNew] = useState(false);
  const mayWrite = useCan('operator');
  const { data, error, isPending, refetch } = useApi('GET /api/shops', {}, { everyMs: 10_000 });
  return (
    <>
      <PageHead title={say('title')} note={say('note')}>
        <ImportExport kind="shops" renews={['/api/shops']} />
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setNew(true)}>
            {say('add')}
          </Button>
        )}
      </PageHead>
      <Records
        label={say('title')}
        rowKey="shopNo"
        page={data && { items: data.items, next: null }}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        {...(mayWrite && { open: ({ shopNo }: Shop) => setFilters({ shop: shopNo }) })}
        opened={shop}
        empty={say('none')}
        columns={[
          { title: say('no'), dataIndex: 'shopNo', render: (text: string) => <LongText text={text} code width={140} /> },
          { title: say('name'), dataIndex: 'name', bare: true, render: (text: string) => <LongText text={text} width={260} /> },
          {
            title: say('state'),
            bare: true,
            dataIndex: 'paused',
            render: (paused: boolean) => (paused ? <Mark tone="warn">{say('paused')}</Mark> : <Mark tone="good">{say('running')}</Mark>),
          },
          { title: say('listings'), key: 'listings', align: 'end', render: (_, row) => <Count of={row} what="listings" /> },
          { title: say('shipments'), key: 'shipments', align: 'end', render: (_, row) => <Count of={row} what="shipments" /> },
          { title: say('failed'), key: 'failed', align: 'end', render: (_, row) => <Count of={row} what="shipmentsFailed" /> },
          { title: say('oldest'), dataIndex: 'oldestAt', render: (at: string | null) => <When at={at} /> },
          ...(mayWrite
            ? [
                {
                  title: say('actions'),
                  key: 'act',
                  align: 'end' as const,
                  bare: true,
                  render: (_: unknown, row: Shop) => <PauseShop shop={row} />,
                },
              ]
            : []),
        ]}
      />
      {mayWrite && shop !== '' && <EditShop key={shop} shopNo={shop} close={() => setFilters({ shop: '' })} />}
      {isNew && <EditShop close={() => setNew(false)} />}
    </>
  );
}

const PLACES = {
  listings: { page: '/stock-sync', state: 'pending' },
  shipments: { page: '/shipment-sync', state: 'pending' },
  shipmentsFailed: { page: '/shipment-sync', state: 'failed' },
} as const;

/** A count that leads to what is counted. */
function Count({ of: shop, what }: { of: Shop; what: keyof typeof PLACES }) {
  const { page, state } = PLACES[what];
  if (shop[what] === 0) return <>0</>;
  return (
    <Link
      to={page as string}
      search={{ state, shop: shop.shopNo } as never}
      style={what === 'shipmentsFailed' ? { color: 'var(--ant-color-error)' } : undefined}
    >
      {shop[what]}
    </Link>
  );
}

function PauseShop({ shop: { shopNo, name, paused, listings, shipments } }: { shop: Shop }) {
  const say = useWords(words);
  const [isAsked, setAsked] = useState(false);
  const resume = useAct('POST /api/shops/{shopNo}/resume', { renews: ['/api/shops'] });
  const input = { params: { shopNo } };
  if (paused) {
    return (
      <Button size="small" type="primary" loading={resume.isPending} onClick={() => resume.mutate(input)}>
        {say('resume')}
      </Button>
    );
  }
  return (
    <>
      <Button size="small" onClick={() => setAsked(true)}>
        {say('pause')}
      </Button>
      {isAsked && (
        <ActDialog
          title={say('pauseTitle', { no: name || shopNo })}
          act={say('pause')}
          at="POST /api/shops/{shopNo}/pause"
          input={input}
          renews={['/api/shops']}
          close={() => setAsked(false)}
        >
          <span>{say('pauseNote', { listings, shipments })}</span>
        </ActDialog>
      )}
    </>
  );
}
