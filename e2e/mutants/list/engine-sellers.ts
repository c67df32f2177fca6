import type { Mutant } from '../mutant.ts';

/** Mistakes with sellers, keys, requests that repeat, the journal and the store. */
export const engineSellersMutants: Mutant[] = [
  {
    name: 'cleared-not-counted',
    about: 'An acknowledged listing stays in the count of what waits (B5).',
    test: {
      file: 'packages/engine/test/store-errors.test.ts',
      name: 'B10 an error of the store in one work rejects that one, and leaves its neighbours in the same commit alone',
    },
  },
  {
    name: 'batch-clears-in-another-shop',
    about: 'In a batch, what follows a listing of a shop that the key sees is cleared in whatever shop it is (B7).',
    test: { file: 'packages/engine/test/strangers.test.ts', name: 'B7 in a batch a key settles what its shops hold and no more' },
  },
  {
    name: 'shipments-of-any-seller',
    about: 'Shipments are settled by their number alone, whoever owns them (B7).',
    test: {
      file: 'packages/engine/test/strangers.test.ts',
      name: 'B7 to %s a record looks exactly like one that does not exist, and nothing changes',
    },
  },
  {
    name: 'listings-of-any-seller',
    about: 'A pull reads the listings of a shop of that number, whoever owns it (B7).',
    test: {
      file: 'packages/engine/test/strangers.test.ts',
      name: 'B7 where the numbers of two sellers are equal, each is offered its own',
    },
  },
  {
    name: 'cancel-of-any-seller',
    about: 'A cancellation clears the listing of that number whoever owns it (B7).',
    test: {
      file: 'packages/engine/test/strangers.test.ts',
      name: 'B7 to %s a record looks exactly like one that does not exist, and nothing changes',
    },
  },
  {
    name: 'journal-beside-the-transaction',
    about: 'The journal row of a cancellation is written by a transaction of its own, afterwards (B6).',
    test: {
      file: 'packages/engine/test/journal.test.ts',
      name: 'B6 the row stands in the transaction of its effect: without the one there is not the other',
    },
  },
  {
    name: 'repeats-not-journalled',
    about: 'An element that changed nothing leaves no row in the journal (B6).',
    test: {
      file: 'packages/engine/test/journal.test.ts',
      name: 'B6 every element of an acknowledgement has exactly one row, what it changed or not',
    },
  },
  {
    name: 'one-failure-fails-the-group',
    about: 'A work that fails takes those down that share its commit (B10).',
    test: {
      file: 'packages/engine/test/store-errors.test.ts',
      name: 'B10 an error of the store in one work rejects that one, and leaves its neighbours in the same commit alone',
    },
  },
  {
    name: 'numbers-shared-by-sellers',
    about: 'Numbers come from one counter for all sellers: one can tell how much another ships (B8).',
    test: { file: 'packages/engine/test/strangers.test.ts', name: 'B8 numbers start at 1 for every seller and are never shared' },
  },
  {
    name: 'statement-without-seller',
    about: 'A success clears the listing of that number whoever owns it: the guarded update does not ask for the seller.',
    test: {
      file: 'packages/engine/test/strangers.test.ts',
      name: 'B7 to %s a record looks exactly like one that does not exist, and nothing changes',
    },
  },
  {
    name: 'batch-in-two-commits',
    about: 'A batch of stock acknowledgements is committed in two halves, the second ten milliseconds after the first (B6).',
    test: {
      file: 'packages/engine/test/store-errors.test.ts',
      name: 'B10 where the store refuses one element of a batch, none is applied',
    },
  },
  {
    name: 'synchronous-normal',
    about: 'SQLite does not sync its log at each commit (B1), and the check that would refuse to start is told to expect that.',
    test: {
      file: 'packages/engine/test/store-errors.test.ts',
      name: 'B1 a commit is durable before it is answered: the setting, read back from the connection that writes',
    },
  },
  {
    name: 'applied-twice',
    about: 'A request that overwrites is applied again each time it comes (B2).',
    test: {
      file: 'packages/engine/test/applied.test.ts',
      name: 'the same again gives the first answer, whatever it would give now, and one row of the journal',
    },
  },
  {
    name: 'revoked-token-works',
    about: 'A token that was revoked still works.',
    test: { file: 'packages/engine/test/tokens.test.ts', name: 'it names its seller and its role until it is revoked' },
  },
  {
    name: 'answer-not-kept',
    about: 'What was answered under an idempotency key is not kept: who did not hear it cannot ask again.',
    test: { file: 'packages/engine/test/once.test.ts', name: 'the same key again gets the first answer and does nothing' },
  },
  {
    name: 'key-for-any-request',
    about: 'Another request under a used idempotency key is answered with what the first one got, and not done.',
    test: { file: 'packages/engine/test/once.test.ts', name: 'another request under the key is told apart, and does nothing' },
  },
];
