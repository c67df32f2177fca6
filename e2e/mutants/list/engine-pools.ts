import type { Mutant } from '../mutant.ts';

/** Mistakes in the two pools: what an acknowledgement, a pull or a change of a listing does. */
export const enginePoolsMutants: Mutant[] = [
  {
    name: 'superseded-told-as-cleared',
    about: 'An acknowledgement of an older version is told, and counted, as one of the current one (S2).',
    test: {
      file: 'packages/engine/test/promises-stock.test.ts',
      name: 'S2 a newer change survives the acknowledgement of an older one, which is kept as superseded',
    },
  },
  {
    name: 'success-clears-without-comparing',
    about: 'A success clears whatever is current, not the version it names: a newer change is lost (S2).',
    test: {
      file: 'packages/engine/test/promises-stock.test.ts',
      name: 'S2 a newer change survives the acknowledgement of an older one, which is kept as superseded',
    },
  },
  {
    name: 'unissued-version-clears',
    about: 'A success may name a version that was never issued, and so clear changes to come (S2).',
    test: { file: 'packages/engine/test/promises-stock.test.ts', name: 'S2 a version never issued changes nothing' },
  },
  {
    name: 'older-success-after-newer',
    about: 'A delayed success of an older version undoes a newer one: the listing waits again (S2).',
    test: { file: 'packages/engine/test/promises-stock.test.ts', name: 'S2 an older version is never acknowledged after a newer one' },
  },
  {
    name: 'failure-clears',
    about: 'A failure takes the listing out of the pool for good (S5).',
    test: {
      file: 'packages/engine/test/promises-stock.test.ts',
      name: 'S5 a failure never clears: it delays by 1, 2, 5, 15, 30, 60 and again 60 minutes',
    },
  },
  {
    name: 'late-failure-reopens',
    about: 'A failure that comes after the success of its version puts the listing back (S5).',
    test: {
      file: 'packages/engine/test/promises-stock.test.ts',
      name: 'S5 a failure after a success of the same version does not reopen it',
    },
  },
  {
    name: 'failure-of-any-version',
    about: 'A failure of an older version delays the newer change (S5).',
    test: {
      file: 'packages/engine/test/promises-stock.test.ts',
      name: 'S5 a failure that names any version but the current one delays nothing',
    },
  },
  {
    name: 'delay-grows-per-replay',
    about: 'A failure signed while the delay runs counts again: a replay drives the delay to an hour (S5, B2).',
    test: {
      file: 'packages/engine/test/promises-stock.test.ts',
      name: 'S5 a failure signed before the delay ends is a repeat and changes nothing',
    },
  },
  {
    name: 'delay-forever',
    about: 'A listing that failed is not offered again, however long ago (S5).',
    test: {
      file: 'packages/engine/test/promises-stock.test.ts',
      name: 'S5 a failure never clears: it delays by 1, 2, 5, 15, 30, 60 and again 60 minutes',
    },
  },
  {
    name: 'change-keeps-the-delay',
    about: 'A newer change waits as long as the failure of the older one had it wait (S5).',
    test: { file: 'packages/engine/test/promises-stock.test.ts', name: 'S5 a newer change ends the delay and the steps' },
  },
  {
    name: 'cancel-any-version',
    about: 'A cancellation clears a newer version than the one it names (S6).',
    test: {
      file: 'packages/engine/test/promises-stock.test.ts',
      name: 'S6 a cancellation clears the version it names only while that one is current',
    },
  },
  {
    name: 'cancel-what-came-later',
    about: 'A cancellation of whatever is current cancels what was changed after it was signed (S6).',
    test: {
      file: 'packages/engine/test/promises-stock.test.ts',
      name: 'S6 a cancellation of -1 clears the current version if it was made by the end of the second of signing',
    },
  },
  {
    name: 'cancel-not-counted',
    about: 'A cancelled listing stays in the count of what waits (B5).',
    test: {
      file: 'packages/engine/test/promises-stock.test.ts',
      name: 'B5 what is cleared or cancelled is counted no more among what waits, and a change is counted once',
    },
  },
  {
    name: 'quantity-differs-unmarked',
    about: 'A success that names another quantity than the one offered is taken for one that names it (S7).',
    test: {
      file: 'packages/engine/test/promises-stock.test.ts',
      name: 'S7 the right version with another quantity is accepted, and marked',
    },
  },
  {
    name: 'results-in-order-of-records',
    about: 'The results of a batch come in the order of the records: each is told of another element (B3).',
    test: {
      file: 'packages/engine/test/promises-pools.test.ts',
      name: 'B3 elements of a batch are decided one by one, and answered in the order of the request',
    },
  },
  {
    name: 'settled-shipment-unsettled',
    about: 'A shipment that is done can be failed afterwards (L2).',
    test: { file: 'packages/engine/test/promises-shipments.test.ts', name: 'L2 a record that is %s, told %s, is %s (%s)' },
  },
  {
    name: 'pulls-never-wrap',
    about: 'A pull that has come to the end of the pool does not begin again at its start (B4).',
    test: {
      file: 'packages/engine/test/promises-pools.test.ts',
      name: 'B4 pulls of %i wrap, so that all that is due is offered within ⌈n/k⌉ of them',
    },
  },
  {
    name: 'equal-number-is-no-change',
    about: 'A change after which the number to show is the same gives no new version (S3).',
    test: { file: 'packages/engine/test/stock-changes.test.ts', name: 'S3 a version rises even if the number to show comes out equal' },
  },
  {
    name: 'uncounted-quantity-is-a-change',
    about: 'A quantity that the rule does not count raises the version all the same (S3).',
    test: { file: 'packages/engine/test/stock-changes.test.ts', name: 'S3 a quantity the mask does not use raises nothing' },
  },
  {
    name: 'deleted-listing-starts-anew',
    about: 'A listing that is deleted loses its version: what comes after is older than what was acknowledged (S1).',
    test: {
      file: 'packages/engine/test/stock-changes.test.ts',
      name: 'S3 a version rises with binding, with re-binding by a changed code, and with re-enabling',
    },
  },
  {
    name: 'correction-leaves-the-old-record',
    about: 'A corrected shipment leaves the record with the wrong number waiting beside it (L1).',
    test: {
      file: 'packages/engine/test/promises-shipments.test.ts',
      name: 'L1 a correction closes the record as replaced and makes a new one with a new number',
    },
  },
  {
    name: 'sub-order-in-two-parcels',
    about: 'A sub-order may wait in two shipments at once (L3).',
    test: { file: 'packages/engine/test/promises-shipments.test.ts', name: 'L3 a sub-order never waits in two records' },
  },
  {
    name: 'replayed-cancel',
    about: 'A cancellation of whatever is current is not remembered: sent again in its second, it cancels the change made since.',
    test: {
      file: 'packages/engine/test/promises-stock.test.ts',
      name: 'S6 a cancellation of -1 sent again cancels nothing newer, though the client is 100 s ahead',
    },
  },
  {
    name: 'replayed-failure',
    about: 'A failure counts by its delay alone: from a client whose clock is ahead, sent again it counts again.',
    test: {
      file: 'packages/engine/test/promises-stock.test.ts',
      name: "S5 a failure replayed byte for byte is a repeat, also where the client's clock is 120 s ahead",
    },
  },
];
