import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { ImportExport } from '../../parts/import-rows.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Records } from '../../parts/records.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { useCan } from '../../parts/use-can.ts';
import { useFilters } from '../../parts/use-filters.ts';
import { EditSuite } from './edit-suite.tsx';
import { SuiteDrawer } from './suite.tsx';
import { words } from './words.ts';

const FILTERS = { q: '', cursor: '', suite: '' };
type Part = Answer<'GET /api/suites'>['items'][number]['parts'][number];

/** Suites (组合装): found, added, and one of them beside the list. */
export default function Suites() {
  const say = useWords(words);
  const [{ q, cursor, suite }, setFilters] = useFilters(FILTERS);
  const [isNew, setNew] = useState(false);
  const mayWrite = useCan('operator');
  const { data, error, isPending, refetch } = useApi('GET /api/suites', { query: { q: q || null, cursor: cursor || null } });
  const open = (suiteNo: string) => setFilters({ suite: suiteNo, cursor });
  return (
    <>
      <PageHead title={say('title')} note={say('note')}>
        <ImportExport kind="suites" renews={['/api/suites']} />
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
        rowKey="suiteNo"
        page={data}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        open={({ suiteNo }) => open(suiteNo)}
        opened={suite}
        empty={q === '' ? say('none') : say('noneFound')}
        columns={[
          { title: say('code'), dataIndex: 'suiteNo', render: (text: string) => <LongText text={text} code width={180} /> },
          { title: say('name'), dataIndex: 'name', render: (text: string) => <LongText text={text} width={300} /> },
          {
            title: say('parts'),
            dataIndex: 'parts',
            render: (parts: Part[]) => <LongText text={parts.map(({ specNo, count }) => `${count} × ${specNo}`).join(', ')} width={360} />,
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
      <SuiteDrawer suiteNo={suite} close={() => setFilters({ suite: '', cursor })} />
      {isNew && <EditSuite close={() => setNew(false)} done={open} />}
    </>
  );
}
