import { useWords } from '../../language/words.ts';
import { CatalogueList } from '../../parts/catalogue/catalogue-list.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { EditItem } from './edit-item.tsx';
import { ItemDrawer } from './item.tsx';
import { words } from './words.ts';

/** Items (单品): found, added, and one of them beside the list. */
export default function Items() {
  const say = useWords(words);
  return (
    <CatalogueList
      kind="items"
      opened={{ filter: 'item', rowKey: 'specNo' }}
      words={words}
      columns={[
        { title: say('code'), dataIndex: 'specNo', render: (text: string) => <LongText text={text} code width={180} /> },
        { title: say('name'), dataIndex: 'goodsName', grow: 200, bare: true, render: (text: string) => <LongText text={text} /> },
        { title: say('spec'), dataIndex: 'specName', grow: 100, render: (text: string) => <LongText text={text} /> },
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
          grow: 120,
          render: (text: string) => <LongText text={text} />,
        },
      ]}
      drawer={(specNo, close) => <ItemDrawer specNo={specNo} close={close} />}
      adding={(close, done) => <EditItem close={close} done={done} />}
    />
  );
}
