import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { Problem } from '../../parts/problem.tsx';
import { recordWords } from './record-words.ts';
import type { Listing } from './standing.tsx';

/** Binds a listing by hand. */
export function BindDialog({ of, close }: { of: Listing; close(): void }) {
  const say = useWords(recordWords);
  const [code, setCode] = useState(of.specNo || of.goodsNo);
  const bind = useAct('POST /api/listings/{listing}/bind', { renews: ['/api/listings'] });
  const ok = () => bind.mutate({ params: { listing: String(of.listing) }, body: { code: code.trim() } } as never, { onSuccess: close });
  return (
    <Modal
      open
      title={say('bindTitle')}
      onCancel={close}
      onOk={ok}
      okButtonProps={{ disabled: code.trim() === '', loading: bind.isPending }}
    >
      <Problem of={bind.error} />
      <label htmlFor="code">{say('bindCode')}</label>
      <Input id="code" autoFocus value={code} maxLength={40} onChange={({ target }) => setCode(target.value)} onPressEnter={ok} />
    </Modal>
  );
}
