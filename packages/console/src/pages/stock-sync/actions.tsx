import { useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { serverNow } from '../../api/server-clock.ts';
import { useWords } from '../../language/words.ts';
import type { Selected } from '../../parts/bulk/bulk-bar.tsx';
import { type BulkAction, BulkDialog } from '../../parts/bulk/bulk-dialog.tsx';
import { stepOver } from '../../parts/bulk/step-over.ts';
import { words as bulkWords } from '../../parts/bulk/words.ts';
import type { Chosen } from '../../parts/pool/pool-list.tsx';
import type { Listing } from './standing.tsx';
import { words } from './words.ts';

const HOUR_MS = 3_600_000;
const HOURS = [1, 4, 8, 24, 72, 168];
type Kind = 'requeue' | 'cancel' | 'suspend';

/** What can be done to selected listings, or to all that the filter finds. */
export function Actions({ selected, seen, filter, done }: Chosen<Listing>) {
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
export function useBulkAction(selected: Selected, seen: Chosen<Listing>['seen'], filter: Record<string, string>) {
  const say = useWords(words);
  const sayBulk = useWords(bulkWords);
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ kind: Kind; at: number } | null>(null);
  const [hours, setHours] = useState(24);
  const choice = (
    <>
      <span>{sayBulk('until')}</span>
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
    </>
  );
  const actionOf = ({ kind, at }: { kind: Kind; at: number }): BulkAction => ({
    title: say(kind),
    note: say(`${kind}Note`),
    isDangerous: kind === 'cancel',
    ...(kind === 'suspend' && { choice }),
    step: stepOf(kind, { selected, seen, filter, hours, at }),
  });
  return {
    open: (kind: Kind) => setAsked({ kind, at: serverNow() }),
    opened: asked && actionOf(asked),
    close() {
      setAsked(null);
      void client.invalidateQueries();
    },
  };
}

interface Asked extends Omit<Chosen<Listing>, 'done'> {
  hours: number;
  /** When it was asked for: what changes later has not been seen. */
  at: number;
}

function stepOf(action: Kind, { selected, seen, filter, hours, at }: Asked): BulkAction['step'] {
  const until = action === 'suspend' ? { until: new Date(at + hours * HOUR_MS).toISOString() } : {};
  return stepOver(selected, {
    all: { filter, seenAt: new Date(at).toISOString() },
    some: (keys) => ({ listings: keys.map((listing) => ({ listing, version: seen.get(listing)?.version ?? null })) }),
    send: (body, key) => call('POST /api/listings/bulk', { body: { action, ...until, ...body } as never }, { key }),
  });
}
