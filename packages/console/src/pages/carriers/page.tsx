import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Segmented } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { ImportExport } from '../../parts/import-rows.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Records } from '../../parts/records.tsx';
import { useCan } from '../../parts/use-can.ts';
import { useFilters } from '../../parts/use-filters.ts';
import { When } from '../../parts/when.tsx';
import { EditCarrier } from './edit-carrier.tsx';
import { words } from './words.ts';

type Carrier = Answer<'GET /api/carriers'>['items'][number];
type Show = 'all' | 'mapped' | 'unmapped';
const FILTERS = { show: 'all', carrier: '' };
const UNMAPPED: Record<Show, 'true' | 'false' | null> = { all: null, mapped: 'false', unmapped: 'true' };

/** Carriers (物流公司), and of those that are mapped to nothing how many parcels wait. */
export default function Carriers() {
  const say = useWords(words);
  const [{ show, carrier }, setFilters] = useFilters(FILTERS);
  const [isNew, setNew] = useState(false);
  const mayWrite = useCan('operator');
  const { data, error, isPending, refetch } = useApi('GET /api/carriers', { query: { unmapped: UNMAPPED[show as Show] ?? null } });
  const edited = data?.items.find(({ code }) => code === carrier);
  // Those that hold something up come first.
  const rows = [...(data?.items ?? [])].sort((a, b) => (b.waiting ?? -1) - (a.waiting ?? -1));
  return (
    <>
      <PageHead title={say('title')} note={say('note')}>
        <ImportExport kind="carriers" renews={['/api/carriers', '/api/mapping-gaps']} />
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setNew(true)}>
            {say('add')}
          </Button>
        )}
      </PageHead>
      <Flex style={{ marginBlockEnd: 12 }}>
        <Segmented<Show>
          aria-label={say('show')}
          value={show as Show}
          onChange={(next) => setFilters({ show: next })}
          options={(['all', 'mapped', 'unmapped'] as const).map((value) => ({ value, label: say(value) }))}
        />
      </Flex>
      <Records
        label={say('title')}
        rowKey="code"
        page={data && { items: rows, next: null }}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        {...(mayWrite && { open: ({ code }: Carrier) => setFilters({ carrier: code }) })}
        opened={carrier}
        empty={show === 'unmapped' ? say('noUnmapped') : say('none')}
        columns={[
          { title: say('code'), dataIndex: 'code', render: (text: string) => <LongText text={text} code width={160} /> },
          { title: say('name'), dataIndex: 'name', bare: true, render: (text: string) => <LongText text={text} width={240} /> },
          {
            title: say('type'),
            dataIndex: 'type',
            render: (type: number | null) => type ?? <Mark tone="warn">{say('unmapped')}</Mark>,
          },
          {
            title: say('waiting'),
            dataIndex: 'waiting',
            align: 'end',
            render: (waiting: number | null) => waiting ?? <span aria-hidden>—</span>,
          },
          { title: say('cod'), dataIndex: 'cod', render: (cod: boolean) => (cod ? say('yes') : <span aria-hidden>—</span>) },
          {
            title: say('state'),
            bare: true,
            dataIndex: 'disabled',
            render: (disabled: boolean) => (disabled ? <Mark tone="warn">{say('disabled')}</Mark> : <Mark tone="good">{say('used')}</Mark>),
          },
          { title: say('changed'), dataIndex: 'modifiedAt', responsive: ['md'], render: (at: string) => <When at={at} /> },
        ]}
      />
      {mayWrite && edited && <EditCarrier key={edited.code} carrier={edited} close={() => setFilters({ carrier: '' })} />}
      {isNew && <EditCarrier close={() => setNew(false)} />}
    </>
  );
}
