import type { Mutant } from '../mutant.ts';

/** Mistakes in how much is shown: rules, suites, movements, feeds, and what follows from them. */
export const engineStockMutants: Mutant[] = [
  {
    name: 'fan-out-in-one-step',
    about: 'A changed rule recalculates all listings in one transaction, however many (S3).',
    test: {
      file: 'packages/engine/test/fan-out.test.ts',
      name: 'S3 a rule over more than 500 listings goes in steps of at most 500 and goes on after a kill between them',
    },
  },
  {
    name: 'fan-out-over-what-is-new',
    about: 'A listing that changed by the new rule is raised by its fan-out once more (S3).',
    test: {
      file: 'packages/engine/test/fan-out.test.ts',
      name: 'S3 a listing that changes while a rule fans out has the new rule, and is not raised again',
    },
  },
  {
    name: 'fan-out-forgets-where-it-was',
    about: 'A step of a fan-out that has more to do ends it: the listings behind it keep the old number (S3).',
    test: {
      file: 'packages/engine/test/fan-out.test.ts',
      name: 'S3 an item in more than 500 listings: the movement commits at once, its listings follow in steps',
    },
  },
  {
    name: 'movement-reaches-every-rule',
    about: 'A movement in a warehouse that the rule does not count gives its listings a new version (S3).',
    test: {
      file: 'packages/engine/test/fan-out.test.ts',
      name: 'S3 a movement that no rule of a listing counts does not reach it, in the transaction or in a fan-out',
    },
  },
  {
    name: 'lowest-priority-acts',
    about: 'Of several rules whose scope fits, the one of the lowest priority acts.',
    test: {
      file: 'packages/engine/test/rules.test.ts',
      name: 'shops are told the rule that acts on each listing, with the warehouses it counts',
    },
  },
  {
    name: 'rule-in-every-shop',
    about: 'A rule for some shops acts in all of them.',
    test: { file: 'packages/engine/src/stock/choose-rule.test.ts', name: 'a shop that is not listed does not fit' },
  },
  {
    name: 'category-by-its-first-letters',
    about: 'A rule for a category acts on every category whose name begins like it.',
    test: { file: 'packages/engine/src/stock/choose-rule.test.ts', name: 'a category that only begins alike does not fit' },
  },
  {
    name: 'own-rule-ignored',
    about: 'A rule that was set for a listing by hand is not looked at.',
    test: {
      file: 'packages/engine/test/rules.test.ts',
      name: 'a listing’s own rule acts whatever the scopes say; disabled, it stops the sync',
    },
  },
  {
    name: 'suites-cut-after-the-sum',
    about: 'Suites are summed over warehouses before they are cut to whole ones: halves in two places make one.',
    test: { file: 'packages/engine/src/stock/quantity.test.ts', name: 'of a suite: %s' },
  },
  {
    name: 'suite-of-its-last-part',
    about: 'Of a suite only the last part counts: it shows more than can be put together.',
    test: {
      file: 'packages/engine/test/suites.test.ts',
      name: 'a listing is matched to a suite by its code, and shows how many can be put together',
    },
  },
  {
    name: 'parts-move-without-their-suites',
    about: 'A movement of an item reaches the listings that sell it, and not those of the suites it is in (S3).',
    test: { file: 'packages/engine/test/suites.test.ts', name: 'S3 a movement of a part reaches its suites, one of another item does not' },
  },
  {
    name: 'fan-out-never-begins-again',
    about: 'A rule that changes again while it fans out goes on where it was: what it has passed keeps the old number (S3).',
    test: {
      file: 'packages/engine/test/fan-out.test.ts',
      name: 'S3 a rule changed again begins again, and raises each listing once for what it has not seen',
    },
  },
  {
    name: 'second-movement-forgets-the-first',
    about: 'Of two movements of one level in a transaction the first is lost.',
    test: {
      file: 'packages/engine/test/moves.test.ts',
      name: 'every movement that changes anything has one row of the journal, and the others none',
    },
  },
  {
    name: 'negative-stock-allowed',
    about: 'Stock falls below zero though nobody allowed it.',
    test: { file: 'packages/engine/test/moves.test.ts', name: '%s is refused, and nothing of the transaction is done' },
  },
  {
    name: 'movements-beside-the-stock-unjournalled',
    about: 'A movement of what is reserved leaves no row in the journal (B6).',
    test: {
      file: 'packages/engine/test/moves.test.ts',
      name: 'every movement that changes anything has one row of the journal, and the others none',
    },
  },
  {
    name: 'feed-with-gaps',
    about: 'A batch of a feed is taken though one before it never came.',
    test: { file: 'packages/engine/test/feed.test.ts', name: '%s is answered with the number expected, and changes nothing' },
  },
  {
    name: 'cut-off-batch-skipped',
    about: 'A batch that was cut off is passed over by the next one, and what was left of it is lost.',
    test: {
      file: 'packages/engine/test/feed.test.ts',
      name: 'a batch cut off after slice %i goes on where it stopped, and every row is applied once',
    },
  },
  {
    name: 'defective-stock-counts',
    about: 'Stock that cannot be sold gives its listings new versions (S3).',
    test: { file: 'packages/engine/test/moves.test.ts', name: 'defective stock lies apart: no listing shows it, and it moves by itself' },
  },
];
