import { Steps, Typography } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useSession } from '../../api/session.tsx';
import { useWords } from '../../language/words.ts';
import css from './overview.module.css';
import { type Word, words } from './words.ts';

type Next = NonNullable<Answer<'GET /api/overview'>['next']>;

const STEPS: { next: Next; title: Word; note: Word; commands: (seller: string) => string[] }[] = [
  { next: 'shop', title: 'stepShop', note: 'stepShopNote', commands: (seller) => [`tongbu import --seller ${seller} shops shops.csv`] },
  {
    next: 'key',
    title: 'stepKey',
    note: 'stepKeyNote',
    commands: (seller) => [`tongbu key add --seller ${seller} --edition flagship my-shop`],
  },
  {
    next: 'listing',
    title: 'stepListing',
    note: 'stepListingNote',
    commands: (seller) => ['items', 'levels', 'listings'].map((kind) => `tongbu import --seller ${seller} ${kind} ${kind}.csv`),
  },
  { next: 'pull', title: 'stepPull', note: 'stepPullNote', commands: () => [] },
];

/** What a fresh installation lacks, in order, with the command for the next step. */
export function FirstSteps({ next }: { next: Next }) {
  const say = useWords(words);
  const seller = useSession().data?.seller ?? 'demo';
  const current = STEPS.findIndex((step) => step.next === next);
  return (
    <section className={css.shop} aria-labelledby="first-steps">
      <h2 id="first-steps" className={css.heading}>
        {say('firstSteps')}
      </h2>
      <p>{say(next === 'pull' ? 'firstLast' : 'firstNote')}</p>
      <Steps
        orientation="vertical"
        size="small"
        current={current}
        items={STEPS.map(({ title, note, commands }, i) => ({
          title: say(title),
          content: (
            <>
              <div>{say(note)}</div>
              {i === current &&
                commands(seller).map((command) => (
                  <div key={command}>
                    <Typography.Text code copyable={{ text: command, tooltips: false }}>
                      {command}
                    </Typography.Text>
                  </div>
                ))}
            </>
          ),
        }))}
      />
    </section>
  );
}
