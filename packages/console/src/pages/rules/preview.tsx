import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Spin } from 'antd';
import { type Answer, call } from '../../api/call.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useWords } from '../../language/words.ts';
import { Lines } from '../../parts/lines.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useLater } from '../../parts/use-later.ts';
import css from './rule.module.css';
import type { Draft } from './rule-type.ts';
import { words } from './words.ts';

type Told = Answer<'POST /api/rules/{no}/preview'>;
type Example = Told['examples'][number];

/** The server goes through all listings for an answer: it is asked once somebody has stopped typing. */
const PAUSE_MS = 700;

/** What saving a rule would do to how many listings, with the first of them; asked as it is edited. */
export function Preview({ no, changes }: { no: string; changes: Partial<Draft> | null }) {
  const say = useWords(words);
  const asked = useLater(changes, PAUSE_MS);
  const { data, error, isFetching } = useQuery<Told, ApiProblem>({
    queryKey: ['POST /api/rules/{no}/preview', no, asked],
    queryFn: ({ signal }) => call('POST /api/rules/{no}/preview', { params: { no }, body: asked ?? {} }, { signal }),
    enabled: changes !== null && asked !== null,
    retry: false,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  if (changes === null) return <span>{say('unchanged')}</span>;
  return (
    <div aria-live="polite" className={css.section}>
      {error ? <Problem of={error} /> : data && <Counts of={data} />}
      {isFetching && <Spin size="small" />}
      {data && !error && data.examples.length > 0 && <Examples of={data.examples} />}
    </div>
  );
}

function Counts({ of: { listings, different, more, less, toNothing, begin, cease } }: { of: Told }) {
  const say = useWords(words);
  if (listings === 0) return <span>{say('noEffect')}</span>;
  return (
    <>
      <span>
        {say('listings', { count: listings })} · <strong>{say('different', { count: different })}</strong>
      </span>
      <div className={css.counts}>
        {more > 0 && <Mark tone="info">{say('more', { n: more })}</Mark>}
        {less > 0 && <Mark tone="info">{say('less', { n: less })}</Mark>}
        {toNothing > 0 && <Mark tone="bad">{say('toNothing', { n: toNothing })}</Mark>}
        {begin > 0 && <Mark tone="good">{say('begin', { n: begin })}</Mark>}
        {cease > 0 && <Mark tone="warn">{say('cease', { n: cease })}</Mark>}
      </div>
    </>
  );
}

function Examples({ of }: { of: Example[] }) {
  const say = useWords(words);
  const told = (side: Example['before']) => (side ? side.quantity : say('notSynced'));
  return (
    <Lines<Example>
      label={say('examples')}
      rows={of}
      rowKey="listing"
      pageSize={8}
      columns={[
        {
          title: say('listing'),
          key: 'listing',
          render: (_, { listing, goodsName, specName, goodsId }) => (
            <Link to="/stock-sync/$listing" params={{ listing: String(listing) } as never}>
              <LongText text={`${goodsName} ${specName}`.trim() || goodsId} width={220} />
            </Link>
          ),
        },
        { title: say('shop'), dataIndex: 'shopNo', bare: true },
        { title: say('before'), dataIndex: 'before', align: 'end', render: told },
        { title: say('after'), dataIndex: 'after', align: 'end', render: told },
      ]}
    />
  );
}
