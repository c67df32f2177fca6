/** What actions on many records have in common: bounded steps, driven by the caller, who may stop between any two. */
import { z } from 'zod';
import type { Words } from '../route.ts';
import { about } from '../schemas.ts';

/** What every such body takes. */
export const bulk = {
  cursor: about(
    z.string().max(500).nullable().default(null),
    'Where to go on with a filter: `next` of the step before.',
    '与筛选条件同用：从何处继续，取上一步返回的 `next`。',
  ),
  limit: about(z.int().min(1).max(200).default(200), 'Records of this step at most, 1 to 200.', '本步最多条数，1 到 200。'),
  dryRun: about(
    z.boolean().default(false),
    'Tells what this step would do, and does nothing. Following `next` to the end counts all.',
    '只说明本步会做什么，不做任何改动；沿 `next` 走到末尾即可统计总数。',
  ),
};

/** Whether just one of two ways to name records is used. */
export function oneWay(filter: object | null, named: object | null): boolean {
  return (filter === null) !== (named === null);
}

/** What the audit says of a step: which records, and what was done; nothing of a dry run. */
export function stepNoted(step: { action: string; dryRun: boolean; filter: object | null; named: unknown[] | null }) {
  const { action, dryRun, filter, named } = step;
  return dryRun ? null : { subject: filter ? JSON.stringify(filter) : JSON.stringify(named), detail: action };
}

/** What a step answers. */
export function acted<const W extends [string, ...string[]]>(whys: W, words: Words) {
  return z.object({
    touched: about(z.int(), 'How many it was done to; in a dry run, would be.', '已处理的条数；试运行时为将处理的条数。'),
    skipped: about(
      z.array(z.object({ record: z.int(), why: about(z.enum(whys), words.en, words.zh) })),
      'Those that were left as they are, each with the reason.',
      '未处理的记录及各自的原因。',
    ),
    next: about(
      z.string().nullable(),
      'Cursor of the next step; null at the end. A step may touch none and go on.',
      '下一步的游标，到末尾为 null。某一步可能一条都不处理，但仍需继续。',
    ),
  });
}
