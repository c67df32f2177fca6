/** Every statement of the pools does what pool/rules.ts says, for random states and acknowledgements. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acknowledgeShipment, acknowledgeStock, mayCancel, type ShipmentPoolState, type StockState } from '../src/pool/rules.ts';
import { databases, type TestEngine } from './databases.ts';
import { runs } from './seed.ts';
import { caller, MINUTE, seedListings, ship, sql, T0 } from './shop.ts';

const near = fc.constantFrom(0, 1, 999, 1000, 1001, MINUTE, 61_000, 2 * MINUTE);
/** Around T0, where the boundaries are: whole seconds, and beside them. */
const time = fc.tuple(near, fc.constantFrom(-1, 1)).map(([by, sign]) => T0 + sign * by);
const steps = fc.nat({ max: 8 });
const moment = fc.record({ signedAt: time, now: time });

const stockState: fc.Arbitrary<StockState> = fc
  .record({ version: fc.nat({ max: 4 }), behind: fc.nat({ max: 4 }), changedAt: time, retryAt: fc.oneof(fc.constant(0), time) })
  .chain(({ version, behind, ...rest }) =>
    fc.record({
      version: fc.constant(version),
      acknowledged: fc.constant(Math.max(0, version - behind)),
      quantity: fc.constantFrom('0', '10'),
      changedAt: fc.constant(rest.changedAt),
      lastQuantity: fc.constantFrom(null, '9'),
      lastAt: fc.constantFrom(null, T0 - 5),
      retryAt: fc.constant(rest.retryAt),
      retrySteps: steps,
      failureSignedAt: fc.oneof(fc.constant(0), time),
      cancelSignedAt: fc.oneof(fc.constant(0), time),
    }),
  );

const said = fc.record({
  outcome: fc.constantFrom('success' as const, 'fail' as const),
  version: fc.option(fc.integer({ min: -1, max: 5 })),
  quantity: fc.constantFrom(null, '10', '7'),
});

const shipmentState: fc.Arbitrary<ShipmentPoolState> = fc.record({
  state: fc.constantFrom('pending' as const, 'done' as const, 'failed' as const, 'cancelled' as const, 'replaced' as const),
  retryAt: fc.oneof(fc.constant(0), time),
  retrySteps: steps,
  failureSignedAt: fc.oneof(fc.constant(0), time),
});

const STOCK = `version, acknowledged, quantity, changed_at as "changedAt", last_quantity as "lastQuantity", last_at as "lastAt",
  retry_at as "retryAt", retry_steps as "retrySteps", failure_signed_at as "failureSignedAt", cancel_signed_at as "cancelSignedAt"`;
const SHIPMENT = `state, retry_at as "retryAt", retry_steps as "retrySteps", failure_signed_at as "failureSignedAt"`;

describe.each(databases)('the statements on $name', ({ name, open }) => {
  const numRuns = name === 'SQLite' ? 2000 : 250;
  let t: TestEngine;
  beforeAll(async () => {
    t = await open();
    await seedListings(t.engine, 2);
    await ship(t.engine, 'T1', '', 'SF1');
  });
  afterAll(() => t.close());

  const putStock = (state: StockState) =>
    sql(
      t.database,
      `update listings set version = :version, acknowledged = :acknowledged, quantity = :quantity, changed_at = :changedAt,
        last_quantity = :lastQuantity, last_at = :lastAt, retry_at = :retryAt, retry_steps = :retrySteps,
        failure_signed_at = :failureSignedAt, cancel_signed_at = :cancelSignedAt where listing_id = 2`,
      { ...state },
    );
  const stockNow = async () => (await sql<StockState>(t.database, `select ${STOCK} from listings where listing_id = 2`))[0];

  test('S1 S2 S5 an acknowledgement of a listing leaves what the rules say', async () => {
    await fc.assert(
      fc.asyncProperty(stockState, said, moment, fc.boolean(), async (state, item, when, isSecond) => {
        await putStock(state);
        const items = [{ listing: 2, message: '', ...item }];
        // Behind one of the same shop that is cleared, another statement has the first word.
        if (isSecond) {
          await sql(t.database, 'update listings set version = 3, acknowledged = 2 where listing_id = 1');
          items.unshift({ listing: 1, message: '', outcome: 'success', version: 3, quantity: null });
        }
        const results = await t.engine.acknowledgeStock({ caller, items, ...when });
        const expected = acknowledgeStock(state, item, when);
        const isCounted = item.quantity !== null && item.quantity !== state.quantity;
        const quantityDiffers = expected.effect === 'cleared' && isCounted;
        expect(results.at(-1)).toEqual({ effect: expected.effect, quantityDiffers });
        expect(results.length === 1 || results[0]?.effect === 'cleared').toBe(true);
        expect(await stockNow()).toEqual(expected.state);
      }),
      runs(numRuns),
    );
  });

  test('S6 a cancellation clears a listing exactly where the rules allow it', async () => {
    await fc.assert(
      fc.asyncProperty(stockState, fc.integer({ min: -2, max: 5 }), moment, async (state, version, when) => {
        await putStock(state);
        const effect = await t.engine.cancelStock({ caller, listing: 2, version, ...when });
        const may = mayCancel(state, version, when.signedAt);
        expect(effect).toBe(may ? 'cancelled' : 'refused');
        const known = { ...state, cancelSignedAt: Math.max(state.cancelSignedAt, when.signedAt) };
        const cleared = { ...known, acknowledged: state.version, retryAt: 0, retrySteps: 0, failureSignedAt: 0 };
        expect(await stockNow()).toEqual(may ? cleared : known);
      }),
      runs(numRuns),
    );
  });

  test('L2 an acknowledgement of a shipment leaves what the rules say', async () => {
    await fc.assert(
      fc.asyncProperty(shipmentState, fc.constantFrom('success', 'retry', 'fail'), moment, async (state, outcome, when) => {
        await sql(
          t.database,
          `update shipments set state = :state, retry_at = :retryAt, retry_steps = :retrySteps, failure_signed_at = :failureSignedAt
           where shipment_id = 1`,
          { ...state },
        );
        const items = [{ shipment: 1, outcome, message: '' }];
        const [effect] = await t.engine.acknowledgeShipments({ caller, items, ...when });
        const expected = acknowledgeShipment(state, outcome, when);
        expect(effect).toBe(expected.effect);
        const rows = await sql(t.database, `select ${SHIPMENT} from shipments where shipment_id = 1`);
        expect(rows[0]).toEqual(expected.record);
      }),
      runs(numRuns),
    );
  });
});
