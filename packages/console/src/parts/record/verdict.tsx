import type { ReactNode } from 'react';
import { declareWords, useWords } from '../../language/words.ts';
import css from './verdict.module.css';

const words = declareWords('verdict', {
  label: { en: 'Why it is, or is not, in the shop', zh: '为何已到或未到商城' },
  shop: { en: 'The shop said', zh: '商城说明' },
  operator: { en: 'The reason given', zh: '停用原因' },
});

/** `good`: in the shop; `waits`: nothing has to be done; `held`: not told, on purpose or for a gap; `bad`: something has to be done. */
export type Tone = 'good' | 'waits' | 'held' | 'bad';

/** The first thing a record's page says: why it is not in the shop, in a sentence, what to do, and the button that does it. */
export function VerdictCard({
  tone,
  sentence,
  next,
  said,
  by = 'shop',
  children,
}: {
  tone: Tone;
  sentence: string;
  /** What to do, or what happens by itself. */
  next: string;
  /** What somebody else wrote about it: never anything but text. */
  said: string;
  by?: 'shop' | 'operator';
  children?: ReactNode;
}) {
  const say = useWords(words);
  return (
    <section className={css.card} data-tone={tone} aria-label={say('label')}>
      <p className={css.sentence}>{sentence}</p>
      {said !== '' && (
        <blockquote className={css.said}>
          <cite>{say(by)}</cite>
          <bdi>{said}</bdi>
        </blockquote>
      )}
      <p className={css.next}>{next}</p>
      {children && <div>{children}</div>}
    </section>
  );
}
