import { useWords } from '../../language/words.ts';
import { PoolList } from '../../parts/pool/pool-list.tsx';
import { Actions } from './actions.tsx';
import { useListingColumns } from './columns.tsx';
import { states, words } from './words.ts';

/** The listings: found, chosen, and acted on. */
export default function StockSync() {
  const say = useWords(words);
  return (
    <PoolList
      pool="listings"
      path="/stock-sync"
      rowKey="listing"
      words={words}
      states={states}
      text={{ name: 'name', label: say('name') }}
      columns={useListingColumns()}
      actions={(chosen) => <Actions {...chosen} />}
    />
  );
}
