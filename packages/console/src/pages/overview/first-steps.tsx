import { Link } from '@tanstack/react-router';
import { Steps } from 'antd';
import type { Answer } from '../../api/call.ts';
import { reaches, useSession } from '../../api/session.tsx';
import { useWords } from '../../language/words.ts';
import { CommandLine, word } from '../../parts/command-line.tsx';
import type { Role } from '../page.ts';
import css from './overview.module.css';
import { type Word, words } from './words.ts';

type Next = NonNullable<Answer<'GET /api/overview'>['next']>;

interface Step {
  next: Next;
  title: Word;
  note: Word;
  /** The pages of the console where it is done, and who may. */
  pages: { to: string; word: Word }[];
  role: Role;
  /** The same on the command line. */
  commands(seller: string): string[];
}

const STEPS: Step[] = [
  {
    ...{ next: 'shop', title: 'stepShop', note: 'stepShopNote', role: 'operator' },
    pages: [{ to: '/shops', word: 'toShops' }],
    commands: (seller) => [`import --seller ${word(seller)} shops shops.csv`],
  },
  {
    ...{ next: 'key', title: 'stepKey', note: 'stepKeyNote', role: 'admin' },
    pages: [{ to: '/keys', word: 'toKeys' }],
    commands: (seller) => [`key add --seller ${word(seller)} --edition flagship --key my-shop`],
  },
  {
    ...{ next: 'listing', title: 'stepListing', note: 'stepListingNote', role: 'operator' },
    pages: [
      { to: '/items', word: 'toItems' },
      { to: '/levels', word: 'toLevels' },
      { to: '/mapping', word: 'toListings' },
    ],
    commands: (seller) => ['items', 'levels', 'listings'].map((kind) => `import --seller ${word(seller)} ${kind} ${kind}.csv`),
  },
  {
    ...{ next: 'pull', title: 'stepPull', note: 'stepPullNote', role: 'viewer' },
    pages: [{ to: '/requests', word: 'toRequests' }],
    commands: () => [],
  },
];

/** What a fresh installation lacks, in order, with the way to the next step: the page where it is done, and the command that does it. */
export function FirstSteps({ next }: { next: Next }) {
  const say = useWords(words);
  const { seller = 'demo', role = 'viewer' } = useSession().data ?? {};
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
        items={STEPS.map((step, i) => ({
          title: say(step.title),
          content: (
            <div className={css.step}>
              <span>{say(step.note)}</span>
              {i === current && <Ways of={step} isAllowed={reaches(role, step.role)} seller={seller} />}
            </div>
          ),
        }))}
      />
    </section>
  );
}

function Ways({ of: { pages, commands }, isAllowed, seller }: { of: Step; isAllowed: boolean; seller: string }) {
  const say = useWords(words);
  const typed = commands(seller);
  return (
    <>
      {isAllowed && (
        <span className={css.choices}>
          {pages.map(({ to, word }) => (
            <Link key={to} to={to}>
              {say(word)}
            </Link>
          ))}
        </span>
      )}
      {typed.length > 0 && isAllowed && <span className={css.small}>{say('orCommand')}</span>}
      {typed.map((command) => (
        <CommandLine key={command} command={command} />
      ))}
    </>
  );
}
