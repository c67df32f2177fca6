import { type Session, statement } from '../store/database.ts';

/** Listings given a new version in one transaction, at most (promise S3); and of other records so many are looked at. */
export const MOST_AT_ONCE = 500;

/** What a fan-out walks. */
export type FanOutKind = 'level' | 'suite' | 'rules' | 'new item' | 'new suite' | 'carrier';

/**
 * What is too much for the transaction of its cause.
 *
 * | kind | subject | listings, in order of their numbers |
 * | --- | --- | --- |
 * | level | an item | those that sell it, themselves or in a suite, and whose rule is one of `rules` |
 * | suite | a suite | those that sell it |
 * | rules | 0 | all of the seller; only those on which another rule, or another revision of it, acts now |
 * | new item | an item | those that are bound to nothing and wait for its code |
 * | new suite | a suite | those that are bound to nothing and wait for its code |
 * | carrier | a carrier | no listings: shipments that wait with it and say no type of the vendor's |
 */
export interface FanOut {
  kind: FanOutKind;
  subject: number;
  /** Numbers of the rules that count what changed, in order; empty where none is meant. */
  rules: number[];
}

/** The transaction of a cause. */
interface Caused {
  session: Session;
  seller: string;
  actor: string;
  now: number;
}

/** Notes fan-outs, in the transaction of their cause. One that is under way already begins again. */
export async function startFanOuts({ session, seller, actor, now }: Caused, cause: string, fanOuts: FanOut[]): Promise<void> {
  const inOrder = [...fanOuts].sort((a, b) => a.subject - b.subject);
  for (const { kind, subject, rules } of inOrder) {
    await session.run(start, { seller, kind, subject, rules: JSON.stringify(rules), actor, cause, now });
  }
}

const start = statement(`
  insert into fan_outs (seller, kind, subject, rules, after_listing, actor, cause, created_at)
  values (:seller, :kind, :subject, :rules, 0, :actor, :cause, :now)
  on conflict (seller, kind, subject, rules) do update set after_listing = 0, actor = excluded.actor, cause = excluded.cause`);
