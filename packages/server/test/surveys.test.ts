/** What waits is looked at in slices: however many there are, nobody waits for the end, and nobody begins a second time. */
import type { Engine } from '@tongbu/engine';
import { expect, test } from 'vitest';
import { Surveys } from '../src/surveys.ts';

const NONE = { failed: 0, delayed: 0, held: 0, oldestAt: null, dueSince: null, heldSince: null };

/** A store with so many slices of one pending listing each, of which every one takes so long. */
function storeOf(slices: number, takesMs: number) {
  const asked: number[] = [];
  const engine = {
    async surveyListings({ after }: { after: { listing: number } | null }) {
      const place = (after?.listing ?? 0) + 1;
      asked.push(place);
      await new Promise((resolve) => setTimeout(resolve, takesMs));
      return {
        shops: [{ shop: 1, pending: 1, ...NONE, oldestAt: 1000 - place }],
        next: place < slices ? { shop: 1, listing: place } : null,
      };
    },
    surveyShipments: async () => [{ shop: 1, delayed: 0, failed: 2, oldestAt: null }],
  } as unknown as Engine;
  return { asked, surveys: new Surveys(engine, () => 7) };
}

test('a short one is waited for, and told again for a while', async () => {
  const { asked, surveys } = storeOf(3, 1);
  const survey = await surveys.of('demo');
  expect(survey).toMatchObject({ at: 7, isWhole: true });
  expect(survey.shops.get(1)).toMatchObject({ stock: { pending: 3, oldestAt: 997 }, shipments: { failed: 2 } });
  await surveys.of('demo');
  expect(asked).toEqual([1, 2, 3]);
});

test('of a long one what was found so far is told, and it goes on; nobody begins it again', async () => {
  const { asked, surveys } = storeOf(40, 20);
  const [one, other] = await Promise.all([surveys.of('demo'), surveys.of('demo')]);
  expect(one).toBe(other);
  expect(one.isWhole).toBe(false);
  expect(one.shops.get(1)?.stock.pending).toBeGreaterThan(0);
  expect(new Set(asked).size).toBe(asked.length);
});
