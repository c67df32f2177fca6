import { useEffect, useState } from 'react';
import { serverNow, whenClockShifts } from '../api/server-clock.ts';

/** How often a page's now is renewed. */
export const TICK_MS = 10_000;

/**
 * Now, epoch milliseconds, renewed every ten seconds: the server's, which a sandbox may have shifted.
 *
 * @param ofPeople the machine's: sessions and the audit know no shifted clock
 */
export function useNow({ ofPeople = false }: { ofPeople?: boolean } = {}): number {
  const read = ofPeople ? Date.now : serverNow;
  const [now, setNow] = useState(read);
  useEffect(() => {
    const renew = () => setNow(read());
    const timer = setInterval(renew, TICK_MS);
    const forget = whenClockShifts(renew);
    return () => {
      clearInterval(timer);
      forget();
    };
  }, [read]);
  return now;
}
