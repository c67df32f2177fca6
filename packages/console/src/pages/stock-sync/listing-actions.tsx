import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { reaches, useSession } from '../../api/session.tsx';
import { useAct } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { BulkDialog } from '../../parts/bulk/bulk-dialog.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useBulkAction } from './actions.tsx';
import { BindDialog } from './bind-dialog.tsx';
import { recordWords } from './record-words.ts';
import type { Listing } from './standing.tsx';
import { words } from './words.ts';

/** What can be done to one listing. @param mended what its verdict offers already */
export function ListingActions({ of, mended }: { of: Listing; mended: string | null | undefined }) {
  const say = useWords(recordWords);
  const sayList = useWords(words);
  const { data: session } = useSession();
  const [dialog, setDialog] = useState<'bind' | 'disable' | null>(null);
  const { open, opened, close } = useBulkAction({ keys: [of.listing] }, new Map([[of.listing, of]]), {});
  const renews = { renews: ['/api/listings'] };
  const requeue = useAct('POST /api/listings/{listing}/requeue', renews);
  const enable = useAct('POST /api/listings/{listing}/enable', renews);
  if (!session || !reaches(session.role, 'operator')) return null;
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
      {dialog === 'bind' && <BindDialog of={of} close={end} />}
      {dialog === 'disable' && <DisableDialog of={of} close={end} />}
      {opened && <BulkDialog action={opened} linkOf={(listing) => `/stock-sync/${listing}`} close={close} />}
    </>
  );
}

function DisableDialog({ of, close }: { of: Listing; close(): void }) {
  const say = useWords(recordWords);
  const [reason, setReason] = useState('');
  const disable = useAct('POST /api/listings/{listing}/disable', { renews: ['/api/listings'] });
  const ok = () => disable.mutate({ params: { listing: String(of.listing) }, body: { reason } } as never, { onSuccess: close });
  return (
    <Modal
      open
      title={say('disableTitle')}
      onCancel={close}
      onOk={ok}
      okText={say('disable')}
      okButtonProps={{ loading: disable.isPending }}
    >
      <Problem of={disable.error} />
      <label htmlFor="reason">{say('disableReason')}</label>
      <Input id="reason" autoFocus value={reason} maxLength={255} onChange={({ target }) => setReason(target.value)} onPressEnter={ok} />
    </Modal>
  );
}
