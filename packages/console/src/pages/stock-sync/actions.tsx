import { useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import type { Selected } from '../../parts/bulk/bulk-bar.tsx';
import { type BulkAction, BulkDialog } from '../../parts/bulk/bulk-dialog.tsx';
import type { Acted } from '../../parts/bulk/use-bulk.ts';
import { words as bulkWords } from '../../parts/bulk/words.ts';
import type { Listing } from './standing.tsx';
import { words } from './words.ts';

const HOUR_MS = 3_600_000;
const HOURS = [1, 4, 8, 24, 72, 168];
/** Records of a step at most. */
const STEP = 200;

type Kind = 'requeue' | 'cancel' | 'suspend';

interface Props {
  selected: Selected;
  /** Selected listings, as they were seen. */
  seen: ReadonlyMap<React.Key, Listing>;
  /** What the list is asked for. */
  filter: Record<string, string>;
  done(): void;
}

/** What can be done to selected listings, or to all that the filter finds. */
export function Actions({ selected, seen, filter, done }: Props) {
  const say = useWords(words);
  const { open, opened, close } = useBulkAction(selected, seen, filter);
  return (
    <>
      {(['requeue', 'suspend', 'cancel'] as const).map((each) => (
        <Button key={each} size="small" danger={each === 'cancel'} onClick={() => open(each)}>
          {say(each)}
        </Button>
      ))}
      {opened && (
        <BulkDialog
          action={opened}
          linkOf={(listing) => `/stock-sync/${listing}`}
          close={(touched) => {
            close();
            if (touched > 0) done();
          }}
        />
      )}
    </>
  );
}

/** An action on listings that waits to be opened, and is closed again. */
export function useBulkAction(selected: Selected, seen: Props['seen'], filter: Props['filter']) {
  const say = useWords(words);
  const sayBulk = useWords(bulkWords);
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ kind: Kind; at: number } | null>(null);
  const [hours, setHours] = useState(24);
  const choice = (
    <Select
      aria-label={sayBulk('until')}
      value={hours}
      onChange={setHours}
      options={HOURS.map((count) => ({
        value: count,
        label: count < 24 ? sayBulk('hours', { count }) : sayBulk('days', { count: count / 24 }),
      }))}
      style={{ width: 140 }}
    />
  );
  const actionOf = ({ kind, at }: { kind: Kind; at: number }): BulkAction => ({
    title: say(kind),
    note: say(`${kind}Note`),
    isDangerous: kind === 'cancel',
    ...(kind === 'suspend' && { choice }),
    step: stepOf(kind, { selected, seen, filter, hours, at }),
  });
  return {
    open: (kind: Kind) => setAsked({ kind, at: Date.now() }),
    opened: asked && actionOf(asked),
    close() {
      setAsked(null);
      void client.invalidateQueries();
    },
  };
}

interface Step extends Omit<Props, 'done'> {
  hours: number;
  /** When it was asked for: what changes later has not been seen. */
  at: number;
}

function stepOf(action: Kind, { selected, seen, filter, hours, at }: Step): BulkAction['step'] {
  const seenAt = new Date(at).toISOString();
  const until = action === 'suspend' ? { until: new Date(at + hours * HOUR_MS).toISOString() } : {};
  const send = (which: object, dryRun: boolean, key: string) =>
    call('POST /api/listings/bulk', { body: { action, ...until, dryRun, limit: STEP, ...which } } as never, { key }) as Promise<Acted>;
  if (selected === 'all') return (cursor, dryRun, key) => send({ filter, cursor, seenAt }, dryRun, key);
  return async (cursor, dryRun, key) => {
    const from = Number(cursor ?? 0);
    const listings = selected.keys.slice(from, from + STEP).map((listing) => ({ listing, version: seen.get(listing)?.version ?? null }));
    const acted = await send({ listings }, dryRun, key);
    return { ...acted, next: from + STEP < selected.keys.length ? String(from + STEP) : null };
  };
}
