import { Button, Timeline } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import { LongText } from '../../parts/long-text.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useMore } from '../../parts/use-more.ts';
import { When } from '../../parts/when.tsx';
import { stateIn, states, words } from './words.ts';

type Entry = Answer<'GET /api/orders/{tid}/story'>['items'][number];

/** All that happened to an order, oldest first. */
export function Life({ tid }: { tid: string }) {
  const say = useWords(words);
  const stateOf = useWords(states);
  const { items, error, more } = useMore('GET /api/orders/{tid}/story', { params: { tid }, query: { limit: '50' } });
  return (
    <>
      <Problem of={error} />
      <Timeline
        items={(items as Entry[]).map(({ seq, at, event, effect, actor }) => ({
          key: seq,
          content: (
            <span style={{ display: 'inline-flex', gap: 8, flexWrap: 'wrap' }}>
              <When at={at} />
              <strong>{stateIn(stateOf, event)}</strong>
              {effect !== event && effect !== '' && <span>{stateIn(stateOf, effect)}</span>}
              <LongText text={actor} width={220} />
            </span>
          ),
        }))}
      />
      {more && (
        <Button size="small" onClick={more}>
          {say('more')}
        </Button>
      )}
    </>
  );
}
