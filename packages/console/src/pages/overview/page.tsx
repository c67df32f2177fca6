import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Records } from '../../parts/records.tsx';
import { words } from './words.ts';

/** What waits, for each shop. */
export default function Overview() {
  const say = useWords(words);
  const { data, error, isPending, refetch } = useApi('GET /api/shops', {}, { everyMs: 5000 });
  return (
    <>
      <PageHead title={say('title')} note={say('note')} />
      <Records
        label={say('list')}
        rowKey="shopNo"
        page={data && { items: data.items, next: null }}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        empty={say('none')}
        columns={[
          { title: say('shop'), dataIndex: 'shopNo' },
          { title: say('name'), dataIndex: 'name' },
        ]}
      />
    </>
  );
}
