import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { ImportExport } from '../../parts/import-rows.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Records } from '../../parts/records.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { useCan } from '../../parts/use-can.ts';
import { useFilters } from '../../parts/use-filters.ts';
import { EditItem } from './edit-item.tsx';
import { ItemDrawer } from './item.tsx';
import { words } from './words.ts';

const FILTERS = { q: '', cursor: '', item: '', tab: 'levels' };

/** Items (单品): found, added, and one of them beside the list. */
export default function Items() {
  const say = useWords(words);
  const [{ q, cursor, item }, setFilters] = useFilters(FILTERS);
  const [isNew, setNew] = useState(false);
  const mayWrite = useCan('operator');
  const { data, error, isPending, refetch } = useApi('GET /api/items', { query: { q: q || null, cursor: cursor || null } });
  const open = (specNo: string) => setFilters({ item: specNo, cursor } as never);
  return (
    <>
      <PageHead title={say('title')} note={say('note')}>
        <ImportExport kind="items" renews={['/api/items']} />
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setNew(true)}>
            {say('add')}
          </Button>
        )}
      </PageHead>
      <Flex gap="small" wrap style={{ marginBlockEnd: 12 }}>
        <SearchBox value={q} placeholder={say('search')} search={(text) => setFilters({ q: text })} />
      </Flex>
      <Records
        label={say('title')}
        rowKey="specNo"
        page={data}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        open={({ specNo }) => open(specNo)}
        opened={item}
        empty={q === '' ? say('none') : say('noneFound')}
        columns={[
          { title: say('code'), dataIndex: 'specNo', render: (text: string) => <LongText text={text} code width={180} /> },
          { title: say('name'), dataIndex: 'goodsName', render: (text: string) => <LongText text={text} width={320} /> },
          { title: say('spec'), dataIndex: 'specName', render: (text: string) => <LongText text={text} width={160} /> },
          {
            title: say('goodsNo'),
            dataIndex: 'goodsNo',
            responsive: ['md'],
            render: (text: string) => <LongText text={text} code width={140} />,
          },
          {
            title: say('barcode'),
            dataIndex: 'barcode',
            responsive: ['lg'],
            render: (text: string) => <LongText text={text} code width={140} />,
          },
          { title: say('brand'), dataIndex: 'brand', responsive: ['xl'], render: (text: string) => <LongText text={text} width={120} /> },
          {
            title: say('category'),
            dataIndex: 'category',
            responsive: ['xl'],
            render: (text: string) => <LongText text={text} width={160} />,
          },
        ]}
      />
      <ItemDrawer specNo={item} close={() => setFilters({ item: '', tab: 'levels', cursor } as never)} />
      {isNew && <EditItem close={() => setNew(false)} done={open} />}
    </>
  );
}
