import { Link } from '@tanstack/react-router';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { Problem } from '../../parts/problem.tsx';
import css from './gaps.module.css';
import { words } from './words.ts';

/** Counting ends there, on the server. */
const MOST = 10_000;

/** How much waits for somebody to say what it is, and where that is said. */
export function Gaps() {
  const say = useWords(words);
  const { data, error } = useApi('GET /api/mapping-gaps', {}, { everyMs: 15_000 });
  if (error) return <Problem of={error} />;
  const told = (count: number | undefined) => (count === undefined ? '…' : count >= MOST ? say('many', { n: MOST }) : String(count));
  return (
    <div className={css.gaps}>
      <div className={css.gap}>
        <span className={css.count}>{told(data?.listings)}</span>
        {say('gapListings')}
      </div>
      <Link className={css.gap} to="/orders" search={{ goods: 'unknown' } as never}>
        <span className={css.count}>{told(data?.orders)}</span>
        {say('gapOrders')}
      </Link>
      <Link className={css.gap} to="/carriers" search={{ show: 'unmapped' } as never}>
        <span className={css.count}>{told(data?.carriers)}</span>
        {say('gapCarriers')}
      </Link>
      <Link className={css.gap} to="/carriers" search={{ show: 'unmapped' } as never}>
        <span className={css.count}>{told(data?.shipments)}</span>
        {say('gapShipments')}
      </Link>
    </div>
  );
}
