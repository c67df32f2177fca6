import type { Unreadable } from '@tongbu/client';
import type { HeldBack } from './held-back.ts';
import type { Log } from './log.ts';
import type { Kind, Meters } from './meters.ts';

/** How much of a record that cannot be read is logged, in characters. */
const LONGEST_RAW = 500;

/**
 * A record of the ERP that cannot be read is a gap with an alarm: nothing is said of it, it waits there, and everything else goes on.
 * It is counted and told of as often as others that come to nothing are tried again, though the ERP offers it in every pass.
 */
export function alarmOfUnreadable(
  { id, where, reason, raw }: Unreadable,
  kind: Kind,
  { held, meters, log, now }: { held: HeldBack; meters: Meters; log: Log; now: () => number },
): void {
  const number = id ?? raw;
  held.meet(number, now());
  if (held.has(number, raw, now())) return;
  meters.count(kind, 'unreadable');
  const attempts = held.add(number, raw, reason, now());
  const isNewGap = meters.gap(kind, number, { what: 'record', subject: id ?? where, reason: `${where} cannot be read: ${reason}` });
  const level = isNewGap || attempts === 1 || attempts % 5 === 0 ? 'warn' : 'debug';
  const name = id === null ? where : `${where} (${id})`;
  log(level, `${name} cannot be read, and waits at the ERP: ${reason}: ${raw.slice(0, LONGEST_RAW)}`, { attempts });
}
