import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../api/problem.ts';

/** What one step did, or would do. */
export interface Acted {
  touched: number;
  skipped: { record: number; why: string }[];
  next: string | null;
}

/** One step of an action on many records, from a cursor on; asked for under a key, so that it is done once. */
export type Step = (cursor: string | null, dryRun: boolean, key: string) => Promise<Acted>;

/** How far it has come. `counted` waits for a word to begin; `stopped` was ended by somebody between two steps. */
export interface Bulk {
  phase: 'idle' | 'counting' | 'counted' | 'running' | 'done' | 'stopped' | 'failed';
  /** What the count said, and what was done. */
  counted: Totals;
  done: Totals;
  problem: ApiProblem | null;
}

/** Sums over the steps. */
export interface Totals {
  touched: number;
  skipped: { record: number; why: string }[];
}

const NONE: Totals = { touched: 0, skipped: [] };
const IDLE: Bulk = { phase: 'idle', counted: NONE, done: NONE, problem: null };

/** Drives an action on many records step by step: counts, then acts; ends between two steps when it is stopped or its component goes. */
export function useBulk(step: Step): Bulk & { count(): void; run(): void; stop(): void } {
  const [bulk, setBulk] = useState<Bulk>(IDLE);
  const running = useRef<AbortController | null>(null);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const drive = async (dryRun: boolean) => {
    stop();
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    const sum = dryRun ? 'counted' : 'done';
    const set = (some: Partial<Bulk>) => running.current?.signal === signal && setBulk((before) => ({ ...before, ...some }));
    set({ phase: dryRun ? 'counting' : 'running', [sum]: NONE, problem: null });
    const totals: Totals = { touched: 0, skipped: [] };
    try {
      let cursor: string | null = null;
      do {
        const acted: Acted = await once(step, cursor, dryRun);
        totals.touched += acted.touched;
        totals.skipped.push(...acted.skipped);
        cursor = acted.next;
        set({ [sum]: { ...totals, skipped: [...totals.skipped] } });
      } while (cursor !== null && !signal.aborted);
      set({ phase: signal.aborted && cursor !== null ? 'stopped' : dryRun ? 'counted' : 'done' });
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      set({ phase: 'failed', problem: error });
    }
  };
  return { ...bulk, count: () => void drive(true), run: () => void drive(false), stop };
}

/** A step that got no answer is asked for again under its key, and is done once. A step that has begun is never cut off. */
async function once(step: Step, cursor: string | null, dryRun: boolean): Promise<Acted> {
  const key = crypto.randomUUID();
  try {
    return await step(cursor, dryRun, key);
  } catch (error) {
    if (!(error instanceof ApiProblem && error.mayPass)) throw error;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return step(cursor, dryRun, key);
  }
}
