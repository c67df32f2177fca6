/** What a test kills. */
export interface NamedTest {
  /** Its file, from the clone's folder. */
  file: string;
  /** As its file writes it; of a parametrised one the template, or one of the values that are its whole name. */
  name: string;
}

/** A mistake that could be made in engine or endpoints, and the test that would see it. */
export interface Mutant {
  /** The patch beside this file, without its ending. */
  name: string;
  /** What is broken, and the promise; the first line of the patch. */
  about: string;
  test: NamedTest;
}

/** All of them; `npm run proof -- mutants` tries each. Mutants that only a rig can see are in that rig's `finds`. */
export const mutants: Mutant[] = [
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
    name: 'cleared-not-counted',
    about: 'An acknowledged listing stays in the count of what waits (B5).',
    test: {
      file: 'packages/engine/test/store-errors.test.ts',
      name: 'B10 an error of the store in one work rejects that one, and leaves its neighbours in the same commit alone',
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
    name: 'batch-clears-in-another-shop',
    about: 'In a batch, what follows a listing of a shop that the key sees is cleared in whatever shop it is (B7).',
    test: { file: 'packages/engine/test/strangers.test.ts', name: 'B7 in a batch a key settles what its shops hold and no more' },
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
    name: 'key-sees-every-shop',
    about: "A key that was given some shops sees all of its seller's (B7).",
    test: { file: 'packages/server/test/rights.test.ts', name: 'is offered what waits there, and counts only that' },
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
    name: 'deleted-listing-starts-anew',
    about: 'A listing that is deleted loses its version: what comes after is older than what was acknowledged (S1).',
    test: {
      file: 'packages/engine/test/stock-changes.test.ts',
      name: 'S3 a version rises with binding, with re-binding by a changed code, and with re-enabling',
    },
  },
  {
    name: 'quantity-through-double',
    about: 'Levels are added up as doubles: the largest lose their last digits (W4).',
    test: { file: 'packages/server/test/exact.test.ts', name: 'what is left of the largest level is shown to the last piece' },
  },
  {
    name: 'numbers-shared-by-sellers',
    about: 'Numbers come from one counter for all sellers: one can tell how much another ships (B8).',
    test: { file: 'packages/engine/test/strangers.test.ts', name: 'B8 numbers start at 1 for every seller and are never shared' },
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
    name: 'batch-refused-for-one',
    about: 'One element that cannot be read refuses the batch: the others are not applied (B3).',
    test: {
      file: 'packages/server/test/stock-loop.test.ts',
      name: 'a batch is decided element by element, and names what it refused in the order of the request',
    },
  },
  {
    name: 'told-while-the-engine-works',
    about: 'A success is told while the engine still works (B1).',
    test: { file: 'packages/server/test/failure.test.ts', name: 'acknowledgeStock' },
  },
  {
    name: 'failure-told-as-success',
    about: 'An error of ours is answered with status 0 where a result was to be stored (B10).',
    test: { file: 'packages/server/test/failure.test.ts', name: '%s answers a retryable code, and works again afterwards' },
  },
  {
    name: 'flagship-clock-one-sided',
    about: 'A flagship request dated ahead is taken, however far: it can be kept and sent in years (W1).',
    test: { file: 'packages/server/test/access.test.ts', name: 'of the flagship edition is 120 seconds either way: %i' },
  },
  {
    name: 'enterprise-clock-one-sided',
    about: 'An enterprise request as old as can be is taken, as long as it is not dated ahead (W1).',
    test: { file: 'packages/server/test/access.test.ts', name: 'of the enterprise edition is 300 seconds either way: %i' },
  },
  {
    name: 'empty-body-unsigned',
    about: 'A flagship request without a body needs no right signature (W1).',
    test: { file: 'packages/server/test/access.test.ts', name: 'a flagship request without a body is signed like any other' },
  },
  {
    name: 'repeated-parameter-last-wins',
    about: 'Of a flagship parameter given twice the last one counts: a signed request has two readings (W2).',
    test: { file: 'packages/server/test/order-of-checks.test.ts', name: 'repeated parameters' },
  },
  {
    name: 'repeated-field-last-wins',
    about: 'Of a field given twice the last one counts: a signed form has two readings (W2).',
    test: { file: 'packages/server/test/order-of-checks.test.ts', name: 'repeated fields' },
  },
  {
    name: 'disabled-key-works',
    about: 'A disabled flagship key goes on working (B11).',
    test: { file: 'packages/server/test/order-of-checks.test.ts', name: 'disabled key' },
  },
  {
    name: 'address-before-signature',
    about: 'The address is checked before the signature: who knows no secret learns which addresses are allowed (W1).',
    test: { file: 'packages/server/test/order-of-checks.test.ts', name: 'signature' },
  },
  {
    name: 'address-not-checked',
    about: 'An enterprise key may be used from anywhere, whatever its list says (B11).',
    test: { file: 'packages/server/test/order-of-checks.test.ts', name: 'address' },
  },
  {
    name: 'fields-before-rate',
    about: 'The body is decoded before calls are counted: a key over its limit costs as much as one that is not (W1).',
    test: { file: 'packages/server/test/order-of-checks.test.ts', name: 'rate' },
  },
  {
    name: 'clock-before-seller',
    about: 'Of a wrong seller and a wrong clock the clock is told, which the edition checks later (W1).',
    test: { file: 'packages/server/test/order-of-checks.test.ts', name: 'sid' },
  },
  {
    name: 'own-limits-ignored',
    about: "A key's own limit of calls does not count, only the server's (B11).",
    test: { file: 'packages/server/test/access.test.ts', name: "a key's own limits come first, above the server's and below" },
  },
  {
    name: 'calls-never-end',
    about: 'A call that has ended counts as running for ever: a key locks itself out (B12).',
    test: { file: 'packages/server/test/access.test.ts', name: 'calls at once are counted while they run, and refused ones cost nothing' },
  },
  {
    name: 'disabled-key-remembered',
    about: 'A key that was disabled works on as long as it is remembered (B11).',
    test: {
      file: 'packages/server/test/safety.test.ts',
      name: 'a disabled key is refused from the next request on, though it is remembered',
    },
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
  {
    name: 'refund-keeps-its-reservation',
    about: 'What is taken out of a trade stays reserved.',
    test: {
      file: 'packages/engine/test/orders-push.test.ts',
      name: 'a refund of a sub-order releases its open pieces, and no later word takes it back',
    },
  },
  {
    name: 'shipped-stays-reserved',
    about: 'What has left stays reserved beside the stock it was taken from.',
    test: { file: 'packages/engine/test/orders-ship.test.ts', name: 'whole: one record, and stock goes down with what was reserved' },
  },
  {
    name: 'sub-order-reported-twice',
    about: 'A sub-order over several parcels is reported with each of them (L3).',
    test: { file: 'packages/engine/test/orders-ship.test.ts', name: 'one sub-order over several parcels: only the first is reported' },
  },
  {
    name: 'put-off-number-forgotten',
    about: 'The number that was put off until the last parcel is never told where the rest of the order is refunded instead.',
    test: {
      file: 'packages/engine/test/orders-ship.test.ts',
      name: 'split with the setting off, last: where the rest is given back, the number that left is reported',
    },
  },
  {
    name: 'price-changes-by-a-push',
    about: 'A push may change the price of a sub-order that is known.',
    test: {
      file: 'packages/engine/test/orders-push.test.ts',
      name: 'an order pushed twice changes nothing; its words, amounts and states change, pieces and price do not',
    },
  },
  {
    name: 'unmapped-carrier-guessed',
    about: 'A carrier mapped to nothing is told as the unknown carrier 0.',
    test: {
      file: 'packages/engine/test/orders-ship.test.ts',
      name: 'an unmapped carrier is visible: its records have no logistics_type, and it is listed',
    },
  },
  {
    name: 'merged-order-without-record',
    about: 'Of merged orders only the first is told its number.',
    test: { file: 'packages/engine/test/orders-ship.test.ts', name: 'merged orders: one record for each, under the same number' },
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
    name: 'closed-order-reserves',
    about: 'An order that is closed goes on reserving its pieces.',
    test: { file: 'packages/engine/test/orders-push.test.ts', name: 'an order that comes %s counts in %s' },
  },
  {
    name: 'split-pieces-stay-behind',
    about: 'Pieces that are split off stay in the trade they came from too: more leaves than was ordered (L3).',
    test: {
      file: 'packages/engine/test/orders-ship.test.ts',
      name: 'quantity split: each record counts its pieces, and what waits never exceeds the sub-order (L3)',
    },
  },
  {
    name: 'any-role-may',
    about: 'The management API does whatever a token asks, of whatever role it is.',
    test: {
      file: 'packages/server/test/manage/problems.test.ts',
      name: '403 names the role that the token has, and the one it needs; nothing is done',
    },
  },
  {
    name: 'every-role-is-admin',
    about: 'Every role has the rights of all: a viewer acts on records, an operator gives rights to others.',
    test: {
      file: 'packages/server/test/manage/problems.test.ts',
      name: '403 names the role that the token has, and the one it needs; nothing is done',
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
