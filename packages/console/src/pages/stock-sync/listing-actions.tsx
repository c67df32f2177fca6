import { Button, Input } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { BindListing } from '../../parts/bind-listing.tsx';
import { BulkDialog } from '../../parts/bulk/bulk-dialog.tsx';
import { Field } from '../../parts/fields.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useCan } from '../../parts/use-can.ts';
import { useBulkAction } from './actions.tsx';
import { recordWords } from './record-words.ts';
import type { Listing } from './standing.tsx';
import { words } from './words.ts';

/** What can be done to one listing. @param mended what its verdict offers already */
export function ListingActions({ of, mended }: { of: Listing; mended: string | null | undefined }) {
  const say = useWords(recordWords);
  const sayList = useWords(words);
  const mayAct = useCan('operator');
  const [dialog, setDialog] = useState<'bind' | 'disable' | null>(null);
  const { open, opened, close } = useBulkAction({ keys: [of.listing] }, new Map([[of.listing, of]]), {});
  const renews = { renews: ['/api/listings'] };
  const requeue = useAct('POST /api/listings/{listing}/requeue', renews);
  const enable = useAct('POST /api/listings/{listing}/enable', renews);
  if (!mayAct) return null;
  const params = { listing: String(of.listing) };
  const isOff = of.syncDisabled || of.suspendedUntil !== null;
  const end = () => setDialog(null);
  return (
    <>
      <Problem of={requeue.error ?? enable.error} />
      {of.bound && !isOff && mended !== 'requeue' && (
        <Button loading={requeue.isPending} onClick={() => requeue.mutate({ params } as never)}>
          {sayList('requeue')}
        </Button>
      )}
      {isOff && mended !== 'enable' && (
        <Button loading={enable.isPending} onClick={() => enable.mutate({ params } as never)}>
          {say(of.syncDisabled ? 'enable' : 'endSuspension')}
        </Button>
      )}
      {!isOff && <Button onClick={() => open('suspend')}>{sayList('suspend')}</Button>}
      {!of.syncDisabled && <Button onClick={() => setDialog('disable')}>{say('disable')}</Button>}
      {mended !== 'bind' && <Button onClick={() => setDialog('bind')}>{say('bind')}</Button>}
      {of.pending && (
        <Button danger onClick={() => open('cancel')}>
          {sayList('cancel')}
        </Button>
      )}
      {dialog === 'bind' && <BindListing listing={of} code="" close={end} />}
      {dialog === 'disable' && <DisableDialog of={of} close={end} />}
      {opened && <BulkDialog action={opened} linkOf={(listing) => `/stock-sync/${listing}`} close={close} />}
    </>
  );
}

function DisableDialog({ of, close }: { of: Listing; close(): void }) {
  const say = useWords(recordWords);
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={say('disableTitle')}
      act={say('disable')}
      at="POST /api/listings/{listing}/disable"
      input={{ params: { listing: String(of.listing) }, body: { reason } }}
      renews={['/api/listings']}
      close={close}
    >
      <Field label={say('disableReason')} note={say('disableNote')}>
        <Input autoFocus value={reason} maxLength={255} onChange={({ target }) => setReason(target.value)} />
      </Field>
    </ActDialog>
  );
}
