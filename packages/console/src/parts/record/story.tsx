import { Link } from '@tanstack/react-router';
import { Button, Empty, Flex, Spin, Typography } from 'antd';
import type { ReactNode } from 'react';
import type { Answer } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import { partsOf } from '../actor.tsx';
import { Problem } from '../problem.tsx';
import { useMore } from '../use-more.ts';
import { Moment, Moments, type MomentTone } from './moment.tsx';
import css from './story.module.css';
import { causes, effects, events, storyWords } from './story-words.ts';

type Entry = Answer<'GET /api/listings/{listing}/story'>['items'][number];

const EVERY_MS = 10_000;

interface Props {
  of: 'listing' | 'shipment';
  number: number;
  named: string;
  beside?: Record<string, ReactNode>;
}

/**
 * All that happened to a record, the newest first: changes, results with the shop's words, what operators did.
 *
 * @param named how signed requests name it
 * @param beside what else is known of an event, by its name
 */
export function Story({ of, number, named, beside = {} }: Props) {
  const say = useWords(storyWords);
  const at = of === 'listing' ? 'GET /api/listings/{listing}/story' : 'GET /api/shipments/{shipment}/story';
  const asked = { params: { [of]: String(number) }, query: { order: 'newest', limit: '50' } };
  const { items, error, isPending, more, again } = useMore(at, asked as never, { everyMs: EVERY_MS });
  const entries = items as Entry[];
  return (
    <section aria-labelledby="story">
      <Flex justify="space-between" align="baseline" wrap gap="0 16px">
        <Typography.Title level={2} id="story" className={css.title}>
          {say('title')}
        </Typography.Title>
        <Link to={'/requests' as never} search={{ q: named } as never}>
          {say('requests')}
        </Link>
      </Flex>
      <Problem of={error} again={again} />
      {isPending && <Spin />}
      {!isPending && !error && entries.length === 0 && !more && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say('none')} />}
      <Moments>
        {entries.map((entry) => (
          <Told key={entry.seq} entry={entry} beside={beside[entry.event]} />
        ))}
      </Moments>
      {more && (
        <Button size="small" onClick={more}>
          {say('older')}
        </Button>
      )}
    </section>
  );
}

function Told({ entry, beside }: { entry: Entry; beside: ReactNode }) {
  const say = useWords(storyWords);
  const { at, actor, version, quantity, detail, signedAt } = entry;
  const [kind, key] = partsOf(actor);
  return (
    <Moment
      at={at}
      tone={toneOf(entry)}
      event={<What entry={entry} />}
      beside={
        <>
          {quantity !== null && <span>{say('quantity', { quantity })}</span>}
          {version !== null && version > 0 && <span className={css.faint}>{say('version', { version })}</span>}
          {beside}
        </>
      }
      said={entry.event === 'created' ? '' : detail}
      actor={actor}
    >
      {signedAt !== null && (kind === 'flagship' || kind === 'enterprise') && (
        <Link to={'/requests' as never} search={{ key, at } as never}>
          {say('request')}
        </Link>
      )}
    </Moment>
  );
}

/** What happened, in words: the event, and for a result what it did. */
function What({ entry: { event, effect } }: { entry: Entry }) {
  const sayEvent = useWords(events);
  const sayEffect = useWords(effects);
  const sayCause = useWords(causes);
  if (event === 'changed') return <>{effect in causes.texts ? sayCause(effect as never) : effect}</>;
  const head = event in events.texts ? sayEvent(event as never) : event;
  if (effect === '' || effect === event || event === 'created') return <>{head}</>;
  return <>{`${head} · ${effect in effects.texts ? sayEffect(effect as never) : effect}`}</>;
}

/** Of the mark beside it. */
function toneOf({ event, effect }: Entry): MomentTone {
  if (effect === 'cleared' || effect === 'done') return 'good';
  if (effect === 'failed' || (event === 'fail' && effect === 'delayed')) return 'bad';
  if (effect === 'delayed' || effect === 'superseded' || effect === 'cleared, quantity differs') return 'held';
  return 'plain';
}
