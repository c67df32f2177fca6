import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Empty, Flex, Spin, Typography } from 'antd';
import { type Answer, call } from '../../api/call.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useWords } from '../../language/words.ts';
import { Problem } from '../problem.tsx';
import { When } from '../when.tsx';
import css from './story.module.css';
import { causes, effects, events, storyWords } from './story-words.ts';

type Page = Answer<'GET /api/listings/{listing}/story'>;
type Entry = Page['items'][number];

const EVERY_MS = 10_000;

/**
 * All that happened to a record, the newest first: changes, results with the shop's words, what operators did.
 *
 * @param named how signed requests name it
 */
export function Story({ of, number, named }: { of: 'listing' | 'shipment'; number: number; named: string }) {
  const say = useWords(storyWords);
  const at = of === 'listing' ? 'GET /api/listings/{listing}/story' : 'GET /api/shipments/{shipment}/story';
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery<Page, ApiProblem>({
    queryKey: [at, number],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) => {
      const query = { order: 'newest', limit: '50', ...(pageParam !== null && { cursor: pageParam as string }) };
      return call(at, { params: { [of]: String(number) }, query } as never, { signal }) as Promise<Page>;
    },
    getNextPageParam: ({ next }) => next,
    refetchInterval: EVERY_MS,
  });
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
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
      <Problem of={error} again={() => void refetch()} />
      {isPending && <Spin />}
      {data && entries.length === 0 && !hasNextPage && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say('none')} />}
      <ol className={css.story}>
        {entries.map((entry) => (
          <Moment key={entry.seq} entry={entry} />
        ))}
      </ol>
      {hasNextPage && (
        <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say('older')}
        </Button>
      )}
    </section>
  );
}

function Moment({ entry }: { entry: Entry }) {
  const say = useWords(storyWords);
  const { at, actor, version, quantity, detail, signedAt } = entry;
  const [kind = '', key = ''] = split(actor);
  const isContent = entry.event === 'created';
  return (
    <li className={css.moment} data-tone={toneOf(entry)}>
      <div className={css.when}>
        <When at={at} />
      </div>
      <div className={css.what}>
        <Flex gap="4px 12px" wrap align="baseline">
          <span className={css.event}>
            <Told entry={entry} />
          </span>
          {quantity !== null && <span>{say('quantity', { quantity })}</span>}
          {version !== null && version > 0 && <span className={css.faint}>{say('version', { version })}</span>}
        </Flex>
        {detail !== '' && !isContent && (
          <q className={css.said}>
            <bdi>{detail}</bdi>
          </q>
        )}
        <Flex gap="4px 12px" wrap className={css.faint}>
          <bdi>{say(ACTORS.has(kind) ? (kind as 'person') : 'other', { name: key || actor })}</bdi>
          {signedAt !== null && (kind === 'flagship' || kind === 'enterprise') && (
            <Link to={'/requests' as never} search={{ key, at } as never}>
              {say('request')}
            </Link>
          )}
        </Flex>
      </div>
    </li>
  );
}

/** What happened, in words: the event, and for a result what it did. */
function Told({ entry: { event, effect } }: { entry: Entry }) {
  const sayEvent = useWords(events);
  const sayEffect = useWords(effects);
  const sayCause = useWords(causes);
  if (event === 'changed') return <>{effect in causes.texts ? sayCause(effect as never) : effect}</>;
  const head = event in events.texts ? sayEvent(event as never) : event;
  if (effect === '' || effect === event || event === 'created') return <>{head}</>;
  return <>{`${head} · ${effect in effects.texts ? sayEffect(effect as never) : effect}`}</>;
}

/** Kinds of those who act, as the journal writes them before the colon. */
const ACTORS: ReadonlySet<string> = new Set(['flagship', 'enterprise', 'operator', 'person']);

function split(actor: string): string[] {
  const place = actor.indexOf(':');
  return place < 0 ? [actor] : [actor.slice(0, place), actor.slice(place + 1)];
}

/** Of the mark beside it. */
function toneOf({ event, effect }: Entry): string {
  if (effect === 'cleared' || effect === 'done') return 'good';
  if (effect === 'failed' || (event === 'fail' && effect === 'delayed')) return 'bad';
  if (effect === 'delayed' || effect === 'superseded' || effect === 'cleared, quantity differs') return 'held';
  return 'plain';
}
