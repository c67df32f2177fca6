import { useWords } from '../../language/words.ts';
import { PoolList } from '../../parts/pool/pool-list.tsx';
import { Actions } from './actions.tsx';
import { useShipmentColumns } from './columns.tsx';
import { states, words } from './words.ts';

/** The shipments: found, chosen, and acted on. */
export default function ShipmentSync() {
  const say = useWords(words);
  return (
    <PoolList
      pool="shipments"
      path="/shipment-sync"
      rowKey="shipment"
      words={words}
      states={states}
      text={{ name: 'carrier', label: say('carrier') }}
      columns={useShipmentColumns()}
      actions={({ selected, filter, done }) => <Actions selected={selected} filter={filter} done={done} />}
    />
  );
}
