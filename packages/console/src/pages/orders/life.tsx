import { Button } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import { Problem } from '../../parts/problem.tsx';
import { Moment, Moments } from '../../parts/record/moment.tsx';
import { useMore } from '../../parts/use-more.ts';
import { stateIn, states, words } from './words.ts';

type Entry = Answer<'GET /api/orders/{tid}/story'>['items'][number];

/** All that happened to an order, oldest first. */
export function Life({ tid }: { tid: string }) {
  const say = useWords(words);
  const stateOf = useWords(states);
  const { items, error, more, again } = useMore('GET /api/orders/{tid}/story', { params: { tid }, query: { limit: '50' } });
  return (
    <>
      <Problem of={error} again={again} />
      <Moments>
        {(items as Entry[]).map(({ seq, at, event, effect, actor }) => (
          <Moment
            key={seq}
            at={at}
            tone={effect === 'unchanged' ? 'plain' : 'good'}
            event={[...new Set([stateIn(stateOf, event), ...(effect === '' ? [] : [stateIn(stateOf, effect)])])].join(' · ')}
            actor={actor}
          />
        ))}
      </Moments>
      {more && (
        <Button size="small" onClick={more}>
          {say('more')}
        </Button>
      )}
    </>
  );
}
