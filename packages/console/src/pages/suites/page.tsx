import { useWords } from '../../language/words.ts';
import { CatalogueList } from '../../parts/catalogue/catalogue-list.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { EditSuite } from './edit-suite.tsx';
import { SuiteDrawer } from './suite.tsx';
import { words } from './words.ts';

/** Suites (组合装): found, added, and one of them beside the list. */
export default function Suites() {
  const say = useWords(words);
  return (
    <CatalogueList
      kind="suites"
      opened={{ filter: 'suite', rowKey: 'suiteNo' }}
      words={words}
      columns={[
        { title: say('code'), dataIndex: 'suiteNo', render: (text: string) => <LongText text={text} code width={180} /> },
        { title: say('name'), dataIndex: 'name', grow: 160, bare: true, render: (text: string) => <LongText text={text} /> },
        {
          title: say('parts'),
          dataIndex: 'parts',
          grow: 160,
          render: (_, { parts }) => <LongText text={parts.map(({ specNo, count }) => `${count} × ${specNo}`).join(', ')} />,
        },
        { title: say('brand'), dataIndex: 'brand', responsive: ['xl'], render: (text: string) => <LongText text={text} width={120} /> },
        {
          title: say('category'),
          dataIndex: 'category',
          responsive: ['xl'],
          render: (text: string) => <LongText text={text} width={200} />,
        },
      ]}
      drawer={(suiteNo, close) => <SuiteDrawer suiteNo={suiteNo} close={close} />}
      adding={(close, done) => <EditSuite close={close} done={done} />}
    />
  );
}
