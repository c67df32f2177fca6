import type { Mutant } from '../mutant.ts';

const BRIDGE = 'packages/bridge/test/bridge.test.ts';
const JOURNAL = 'packages/bridge/test/journal.test.ts';
const PACE = 'packages/bridge/test/pace.test.ts';
const NAMES = 'packages/bridge/test/name-changes.test.ts';
const PLAN = 'packages/bridge/test/plan-parcel.test.ts';
const WEBHOOK = 'packages/bridge/test/webhook.test.ts';

/** Mistakes of the bridge: what it says to the ERP, remembers, hands to the shop, and calls. */
export const bridgeMutants: Mutant[] = [
  {
    name: 'no-word-is-a-success',
    about: 'A listing of which the shop said nothing counts as done.',
    test: { file: BRIDGE, name: 'nothing is acknowledged as done that the shop did not confirm: %s' },
  },
  {
    name: 'later-is-a-success',
    about: 'A parcel that the shop puts off counts as sent.',
    test: { file: BRIDGE, name: 'nothing is acknowledged as done that the shop did not confirm: %s' },
  },
  {
    name: 'another-quantity-is-a-success',
    about: 'A listing counts as done although the shop shows another quantity than was asked for.',
    test: { file: BRIDGE, name: 'a shop that shows another quantity than was asked for has not done it' },
  },
  {
    name: 'unknown-listing-is-a-success',
    about: 'A listing that the shop does not know is told as done.',
    test: { file: BRIDGE, name: 'by default is told as a failure with the reason, stays waiting, and is a gap' },
  },
  {
    name: 'unknown-order-is-a-success',
    about: 'A parcel of an order that the shop does not know is told as sent.',
    test: { file: BRIDGE, name: 'with "fail" is given up with the reason' },
  },
  {
    name: 'keep-is-told-as-a-failure',
    about: 'What is to be kept is told to the ERP as a failure.',
    test: { file: BRIDGE, name: 'with "keep" is not mentioned to the ERP at all' },
  },
  {
    name: 'ignored-counts-as-applied',
    about: 'What is ignored on purpose counts, and is shown, as applied.',
    test: { file: BRIDGE, name: 'that is ignored by name leaves the pool, counted and shown as ignored, until it changes again' },
  },
  {
    name: 'unmapped-carrier-goes-on',
    about: 'A carrier that is not mapped goes to the shop under the ERP’s own code.',
    test: { file: BRIDGE, name: 'a carrier that is not mapped never reaches the shop, and is named as a gap' },
  },
  {
    name: 'acknowledged-before-remembered',
    about: 'The journal is written after the ERP was told instead of before.',
    test: {
      file: BRIDGE,
      name: 'what the shop confirmed is acknowledged although the ERP was away in between, and the shop is not asked again',
    },
  },
  {
    name: 'tried-is-written-afterwards',
    about: 'That a parcel is about to be made is remembered after the shop was asked instead of before.',
    test: {
      file: BRIDGE,
      name: 'told to stop while the shop keeps silent, it gives up after its grace; the next bridge asks the shop what became of the parcel',
    },
  },
  {
    name: 'pages-side-by-side',
    about: 'The next page is begun while the shop still works on the last one.',
    test: { file: BRIDGE, name: 'a listing is never worked on twice at once, and an older quantity never comes after a newer one' },
  },
  {
    name: 'two-parcels-of-an-order-at-once',
    about: 'Two parcels of one order go to the shop in one delivery.',
    test: { file: BRIDGE, name: 'what waits reaches the shop, and what the shop confirmed is acknowledged' },
  },
  {
    name: 'stale-page-goes-first',
    about: 'After a failure the page at hand is tried again, not what waits by then.',
    test: { file: BRIDGE, name: 'a shop that is down is waited for with growing pauses, and loses nothing; newer stock overtakes older' },
  },
  {
    name: 'what-failed-goes-first',
    about: 'What the shop failed on last time is tried first again, and what it could settle waits behind it.',
    test: { file: BRIDGE, name: 'three poisonous records at the head of the pool stop nothing else either' },
  },
  {
    name: 'held-back-whatever-changes',
    about: 'A listing that came to nothing is left alone although it has changed since.',
    test: { file: BRIDGE, name: 'a newer version of a listing that came to nothing is tried at once' },
  },
  {
    name: 'gap-stays',
    about: 'A gap in the mapping is told for ever, also when it is closed.',
    test: { file: BRIDGE, name: 'is applied once the shop has it, and no gap is left' },
  },
  {
    name: 'stop-cuts-what-is-in-hand',
    about: 'SIGTERM breaks off what the shop is doing, and its word is lost.',
    test: {
      file: BRIDGE,
      name: 'told to stop, it ends within seconds: what is in hand is finished and acknowledged, nothing new is begun',
    },
  },
  {
    name: 'stop-waits-for-ever',
    about: 'SIGTERM waits for a shop that says nothing.',
    test: {
      file: BRIDGE,
      name: 'told to stop while the shop keeps silent, it gives up after its grace; the next bridge asks the shop what became of the parcel',
    },
  },
  {
    name: 'every-share-is-all',
    about: 'Bridges that share a pool each work on all of it.',
    test: { file: BRIDGE, name: 'two bridges that share a pool each have their part, and together all of it' },
  },
  {
    name: 'journal-for-anybody',
    about: 'Two bridges may work with one journal.',
    test: { file: JOURNAL, name: 'one at a time has it' },
  },
  {
    name: 'damage-is-believed',
    about: 'After damage to the journal a parcel that may have arrived is made without looking.',
    test: { file: JOURNAL, name: 'where a line in the middle cannot be read, every parcel counts as tried' },
  },
  {
    name: 'compaction-forgets-attempts',
    about: 'A shorter journal has lost which parcels were tried.',
    test: { file: JOURNAL, name: 'it is compacted: a million settled lines leave no more behind than is open' },
  },
  {
    name: 'settled-is-owed-again',
    about: 'What the ERP has taken is acknowledged again after every start.',
    test: { file: JOURNAL, name: 'what was confirmed is owed until it is settled, over restarts' },
  },
  {
    name: 'bucket-fills-too-fast',
    about: 'The bucket of tokens fills ten times as fast as the vendor allows.',
    test: { file: PACE, name: 'a bucket lets a quarter of a minute’s calls through at once, and the rest evenly' },
  },
  {
    name: 'bucket-begins-full',
    about: 'A whole minute’s calls go at once, and the next minute’s behind them.',
    test: { file: PACE, name: 'a bucket lets a quarter of a minute’s calls through at once, and the rest evenly' },
  },
  {
    name: 'calls-in-hand-uncounted',
    about: 'More calls are in hand than the vendor allows.',
    test: { file: PACE, name: 'no more calls are in hand than are allowed, and one that fails makes room' },
  },
  {
    name: 'pauses-do-not-grow',
    about: 'A shop that is down is asked every second.',
    test: { file: PACE, name: 'pauses grow to a minute and no further; a wish is granted up to an hour' },
  },
  {
    name: 'name-looked-up-twice',
    about: 'The address that is called is looked up again after one was checked.',
    test: {
      file: NAMES,
      name: 'an allowed address first, one inside from then on: what was checked is called, and the next connection is refused',
    },
  },
  {
    name: 'only-the-first-address-checked',
    about: 'Of the addresses a name has only the first one is checked.',
    test: { file: NAMES, name: 'an answer with %s is refused as a whole' },
  },
  {
    name: 'inside-of-ipv6-allowed',
    about: 'Addresses of somebody’s inside may be called in the clothes of IPv6.',
    test: { file: WEBHOOK, name: '%s is refused for good, and nothing is sent' },
  },
  {
    name: 'success-by-another-name',
    about: 'A word that the webhook does not have counts as applied.',
    test: { file: WEBHOOK, name: 'a 200 is no confirmation by itself: an answer %s' },
  },
  {
    name: 'empty-answer-is-applied',
    about: 'A 2xx without a word on any record counts as applied.',
    test: { file: WEBHOOK, name: 'a 200 is no confirmation by itself: an answer %s' },
  },
  {
    name: 'gone-is-only-busy',
    about: 'A receiver that wants no deliveries any more is asked for ever.',
    test: { file: WEBHOOK, name: 'an answer that is %s confirms nothing and says how to go on' },
  },
  {
    name: 'old-secret-forgotten',
    about: 'While a secret is rotated only the newest one signs.',
    test: { file: WEBHOOK, name: 'while a secret is rotated, receivers of the old and of the new one accept the delivery' },
  },
  {
    name: 'new-id-for-each-attempt',
    about: 'A delivery has another id each time it is tried.',
    test: { file: WEBHOOK, name: 'the id of a delivery is the same on every attempt with the same records, and another with others' },
  },
  {
    name: 'line-leaves-twice',
    about: 'A line that left under another number is sent again.',
    test: { file: PLAN, name: 'another number' },
  },
];
