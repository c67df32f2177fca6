import type { Case } from '../case.ts';
import { startChild } from '../child.ts';
import { median, span } from '../figures.ts';
import type { By, Called, CallsProcess } from '../load/calls.ts';
import { copyPool } from '../pool.ts';
import { startServer } from '../server.ts';

const LISTINGS = 10_000;

/** Calls of a round, by each. */
const CALLS = 400;

/** What is called, as it is told. */
const CALLED: Record<Called, string> = { ids: 'ten ids (flagship)', rows: 'a hundred rows (enterprise)' };

export default {
  name: 'client-overhead',
  about: 'a call by the client, against a signed fetch and JSON.parse by hand: the worse of a short answer and a hundred rows',
  target: { bound: 'most', limit: 1.3, unit: '×' },
  async run({ rounds, progress }) {
    progress('preparing a pool');
    const server = await startServer(await copyPool(LISTINGS, 'client'));
    const child = startChild<CallsProcess>(new URL('../load/calls.ts', import.meta.url));
    const took: Record<Called, Record<By, number[]>> = { ids: { client: [], hand: [] }, rows: { client: [], hand: [] } };
    try {
      for (let round = 0; round <= rounds; round++) {
        progress(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
        for (const called of ['ids', 'rows'] as const) {
          // Whoever goes first in one round goes second in the next.
          for (const by of round % 2 ? (['client', 'hand'] as const) : (['hand', 'client'] as const)) {
            const ms = median(await child.call('call', { port: server.port, called, by, calls: CALLS }));
            if (round > 0) took[called][by].push(ms);
          }
        }
      }
    } finally {
      await Promise.all([child.stop(), server.stop()]);
    }
    const ratiosOf = (called: Called) => took[called].client.map((ms, round) => ms / (took[called].hand[round] as number));
    const details = (['ids', 'rows'] as const).map((called) => {
      const [client, hand] = [took[called].client, took[called].hand].map((ms) => median(ms).toFixed(3));
      return `${CALLED[called]}: ${client} ms by the client, ${hand} ms by hand; by round ${span(ratiosOf(called))}`;
    });
    return { value: Math.max(median(ratiosOf('ids')), median(ratiosOf('rows'))), details };
  },
} satisfies Case;
