import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import type { Selected } from '../../parts/bulk/bulk-bar.tsx';
import { type BulkAction, BulkDialog } from '../../parts/bulk/bulk-dialog.tsx';
import { stepOver } from '../../parts/bulk/step-over.ts';
import { words } from './words.ts';

type Kind = 'requeue' | 'cancel';

interface Props {
  selected: Selected;
  /** What the list is asked for. */
  filter: Record<string, string>;
  /** Those that make sense; both by default. */
  kinds?: Kind[];
  size?: 'small' | 'medium';
  done(): void;
}

/** What can be done to selected shipments, or to all that the filter finds. */
export function Actions({ selected, filter, kinds = ['requeue', 'cancel'], size = 'small', done }: Props) {
  const say = useWords(words);
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind | null>(null);
  const actionOf = (which: Kind): BulkAction => ({
    title: say(which),
    note: say(`${which}Note`),
    isDangerous: which === 'cancel',
    step: stepOf(which, selected, filter),
  });
  return (
    <>
      {kinds.map((each) => (
        <Button key={each} size={size} danger={each === 'cancel'} onClick={() => setKind(each)}>
          {say(each)}
        </Button>
      ))}
      {kind && (
        <BulkDialog
          action={actionOf(kind)}
          linkOf={(shipment) => `/shipment-sync/${shipment}`}
          close={(touched) => {
            setKind(null);
            void client.invalidateQueries();
            if (touched > 0) done();
          }}
        />
      )}
    </>
  );
}

function stepOf(action: Kind, selected: Selected, filter: Record<string, string>): BulkAction['step'] {
  return stepOver(selected, {
    all: { filter },
    some: (shipments) => ({ shipments }),
    send: (body, key) => call('POST /api/shipments/bulk', { body: { action, ...body } as never }, { key }),
  });
}
