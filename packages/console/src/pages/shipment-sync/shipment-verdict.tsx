import { Button } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useAct } from '../../api/use-api.ts';
import { useLanguage } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import { Problem } from '../../parts/problem.tsx';
import { ForRole } from '../../parts/record/for-role.tsx';
import { MendLink } from '../../parts/record/mend-link.tsx';
import { mends } from '../../parts/record/mends.ts';
import { type Tone, VerdictCard } from '../../parts/record/verdict.tsx';
import { useNow } from '../../parts/use-now.ts';
import { relative } from '../../parts/when.tsx';
import type { ShownShipment } from './state.tsx';
import { next, sentences } from './verdict-words.ts';

type Verdict = Answer<'GET /api/shipments/{shipment}/verdict'>;

const TONES: Record<Verdict['verdict'], Tone> = {
  'in the shop': 'good',
  cancelled: 'held',
  replaced: 'held',
  failed: 'bad',
  'failed, carrier unmapped': 'bad',
  'carrier unmapped': 'bad',
  'shop paused': 'held',
  delayed: 'bad',
  retried: 'waits',
  'no key': 'bad',
  'never pulled': 'bad',
  'stopped pulling': 'bad',
  'not acknowledged': 'bad',
  waits: 'waits',
};

/** Why a parcel is not in its shop, with what mends it beside it. */
export function ShipmentVerdict({
  of,
  verdict: judged,
  replacedBy,
}: {
  of: ShownShipment;
  verdict: Verdict;
  replacedBy(shipment: number): void;
}) {
  const saySentence = useWords(sentences);
  const sayNext = useWords(next);
  const language = useLanguage();
  const now = useNow();
  const { verdict, reason, pulledAt, mend } = judged;
  const when = (at: string | null) => (at === null ? '—' : relative(Date.parse(at), now, language));
  const isKnown = verdict === 'replaced' && of.replacedBy !== null;
  const sentence = saySentence(isKnown ? 'replaced by' : verdict, {
    ...{ shop: of.shopNo, tid: of.tid, carrier: of.carrier.name || of.carrier.code || '—', count: of.retries },
    successor: of.replacedBy?.shipment ?? '—',
    ...{ retry: when(of.retryAt), settled: when(of.settledAt), pulled: when(pulledAt) },
  });
  return (
    <VerdictCard tone={TONES[verdict]} sentence={sentence} next={sayNext(isKnown ? 'replaced by' : verdict)} said={reason}>
      {(mend !== null || verdict === 'replaced') && <MendButton of={of} judged={judged} replacedBy={replacedBy} />}
    </VerdictCard>
  );
}

function MendButton({
  of,
  judged: { mend, verdict },
  replacedBy,
}: {
  of: ShownShipment;
  judged: Verdict;
  replacedBy(shipment: number): void;
}) {
  const say = useWords(mends);
  const renews = { renews: ['/api/shipments', '/api/shops'] };
  const requeue = useAct('POST /api/shipments/{shipment}/requeue', renews);
  const resume = useAct('POST /api/shops/{shopNo}/resume', renews);
  if (verdict === 'replaced' && of.replacedBy)
    return <MendLink to={`/shipment-sync/${of.replacedBy.shipment}`} says={say('successor', { shipment: of.replacedBy.shipment })} />;
  if (verdict === 'replaced') return <MendLink to="/shipment-sync" search={{ q: of.tid }} says={say('records')} />;
  if (mend === 'carrier') return <MendLink to="/carriers" says={say('carrier')} />;
  if (mend === 'key') return <MendLink to="/keys" says={say('key')} />;
  if (mend === 'requests')
    return <MendLink to="/requests" search={verdict.includes('pull') ? {} : { q: String(of.shipment) }} says={say('requests')} />;
  const isResume = mend === 'resume';
  const act = () =>
    isResume
      ? resume.mutate({ params: { shopNo: of.shopNo } })
      : requeue.mutate({ params: { shipment: String(of.shipment) } } as never, { onSuccess: ({ shipment }) => replacedBy(shipment) });
  return (
    <ForRole least="operator">
      <Problem of={isResume ? resume.error : requeue.error} />
      <Button type="primary" loading={requeue.isPending || resume.isPending} onClick={act}>
        {say(isResume ? 'resume' : 'requeue')}
      </Button>
    </ForRole>
  );
}
