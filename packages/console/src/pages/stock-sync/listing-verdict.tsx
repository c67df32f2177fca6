import { Button } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useAct } from '../../api/use-api.ts';
import { useLanguage } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import { BindListing } from '../../parts/bind-listing.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ForRole } from '../../parts/record/for-role.tsx';
import { MendLink } from '../../parts/record/mend-link.tsx';
import { mends } from '../../parts/record/mends.ts';
import { type Tone, VerdictCard } from '../../parts/record/verdict.tsx';
import { useNow } from '../../parts/use-now.ts';
import { exactly, relative } from '../../parts/when.tsx';
import type { Listing } from './standing.tsx';
import { next, sentences } from './verdict-words.ts';

type Verdict = Answer<'GET /api/listings/{listing}/verdict'>;
type Explanation = Answer<'GET /api/listings/{listing}/explanation'>;

const TONES: Record<Verdict['verdict'], Tone> = {
  unbound: 'held',
  'none fits': 'held',
  'own rule disabled': 'held',
  'no warehouse': 'held',
  deleted: 'held',
  disabled: 'held',
  'shop paused': 'held',
  suspended: 'held',
  'in the shop': 'good',
  'in the shop, differs': 'bad',
  cancelled: 'held',
  new: 'waits',
  soon: 'waits',
  failed: 'bad',
  'failed, offered': 'bad',
  superseded: 'waits',
  'no key': 'bad',
  'never pulled': 'bad',
  'stopped pulling': 'bad',
  'not acknowledged': 'bad',
  waits: 'waits',
};

/** Where what mends it is done, for what is not done here. */
const PLACES = { rule: '/rules', key: '/keys', requests: '/requests' } as const;

/** Why a listing is not in its shop, with what mends it beside it. */
export function ListingVerdict({ of, verdict: judged, explained }: { of: Listing; verdict: Verdict; explained: Explanation | undefined }) {
  const saySentence = useWords(sentences);
  const sayNext = useWords(next);
  const language = useLanguage();
  const now = useNow();
  const { verdict, reason, pulledAt } = judged;
  const when = (at: string | null) => (at === null ? '—' : relative(Date.parse(at), now, language));
  const sentence = saySentence(verdict, {
    ...{ shop: of.shopNo, quantity: of.quantity, told: of.lastQuantity ?? '—', count: of.failures },
    ...{ retry: when(of.retryAt), confirmed: when(of.lastAt), pulled: when(pulledAt) },
    until: of.suspendedUntil === null ? '' : exactly(Date.parse(of.suspendedUntil), language),
  });
  const codes = [of.specNo, of.goodsNo].filter(Boolean).join(' / ') || '—';
  return (
    <VerdictCard
      tone={TONES[verdict]}
      sentence={sentence}
      next={sayNext(verdict, { codes, rule: explained?.blockedBy ?? '' })}
      said={reason}
      by={verdict === 'disabled' ? 'operator' : 'shop'}
    >
      {judged.mend !== null && <MendButton of={of} mend={judged.mend} judged={judged} />}
    </VerdictCard>
  );
}

function MendButton({ of, mend, judged }: { of: Listing; mend: NonNullable<Verdict['mend']>; judged: Verdict }) {
  const say = useWords(mends);
  const [isBinding, setBinding] = useState(false);
  const renews = { renews: ['/api/listings', '/api/shops'] };
  const requeue = useAct('POST /api/listings/{listing}/requeue', renews);
  const enable = useAct('POST /api/listings/{listing}/enable', renews);
  const resume = useAct('POST /api/shops/{shopNo}/resume', renews);
  if (mend in PLACES) {
    const to = PLACES[mend as keyof typeof PLACES];
    const search: Record<string, string> = judged.verdict === 'not acknowledged' ? { q: String(of.listing) } : {};
    return <MendLink to={to} search={search} says={say(mend)} />;
  }
  const acts = { requeue, enable, resume } as const;
  const act = acts[mend as keyof typeof acts];
  const params = mend === 'resume' ? { shopNo: of.shopNo } : { listing: String(of.listing) };
  return (
    <ForRole least="operator">
      <Problem of={act?.error ?? null} />
      <Button
        type="primary"
        loading={act?.isPending ?? false}
        onClick={() => (mend === 'bind' ? setBinding(true) : act?.mutate({ params } as never))}
      >
        {say(mend)}
      </Button>
      {isBinding && <BindListing listing={of} code="" close={() => setBinding(false)} />}
    </ForRole>
  );
}
