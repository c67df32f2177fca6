import type { Mutant } from '../mutant.ts';

/** Mistakes at the endpoints: what is checked, in which order, and what is said. */
export const serverMutants: Mutant[] = [
  {
    name: 'key-sees-every-shop',
    about: "A key that was given some shops sees all of its seller's (B7).",
    test: { file: 'packages/server/test/rights.test.ts', name: 'is offered what waits there, and counts only that' },
  },
  {
    name: 'quantity-through-double',
    about: 'Levels are added up as doubles: the largest lose their last digits (W4).',
    test: { file: 'packages/server/test/exact.test.ts', name: 'what is left of the largest level is shown to the last piece' },
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
];
