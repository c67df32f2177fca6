/**
 * As many changed listings as one likes, and an ERP's answers about them, written by the definitions that the server writes with. The real one
 * would take an hour for a million acknowledgements that each reach the disk, and it is not its memory that is looked at.
 */
import type { StockChange } from '@tongbu/model';
import { enterprise, flagship } from '@tongbu/protocol';

/** How many listings change. */
export interface Changes {
  total: number;
  /** How many of them wait at first, and again when those are acknowledged: as many passes as it takes. */
  tide: number;
  /** From this listing on all the rest wait: one long pass. */
  floodFrom: number;
  /** Told after each acknowledgement, how many there are by now. */
  onAcknowledged(sum: number): void;
}

/** Listings 1 to `total`, of which so many wait at a time. */
class Tides {
  readonly #changes: Changes;
  /** Every listing below is acknowledged; of those above, these. */
  #low = 1;
  readonly #above = new Set<number>();
  #end = 0;
  sum = 0;
  wrong = 0;

  constructor(changes: Changes) {
    this.#changes = changes;
    this.#rise();
  }

  #rise(): void {
    const { total, tide, floodFrom } = this.#changes;
    this.#end = this.#end >= floodFrom ? total : Math.min(total, this.#end + tide);
  }

  /** What waits after this listing. Where nothing does, and all of this tide is acknowledged, the next one comes. */
  waiting(after: number, limit: number): number[] {
    const found: number[] = [];
    for (let listing = Math.max(this.#low, after + 1); listing <= this.#end && found.length < limit; listing++)
      if (!this.#above.has(listing)) found.push(listing);
    if (found.length === 0 && this.#low > this.#end) this.#rise();
    return found;
  }

  /** The same once more, after an answer that got lost, counts no second time. */
  acknowledge(listing: number, version: number, quantity: string): void {
    if (!(listing <= this.#end) || version !== versionOf(listing) || quantity !== quantityOf(listing)) {
      this.wrong++;
      return;
    }
    if (listing < this.#low || this.#above.has(listing)) return;
    this.#above.add(listing);
    while (this.#above.delete(this.#low)) this.#low++;
    this.#changes.onAcknowledged(++this.sum);
  }
}

const quantityOf = (listing: number) => String(listing % 500);
const versionOf = (listing: number) => 2 + (listing % 7);

function changeOf(listing: number): StockChange {
  const code = `SPEC-${String(listing).padStart(8, '0')}`;
  return {
    ...{ listing, shop: 1, shopNo: 'mall', goodsId: `68${listing}`, specId: `69${listing}`, goodsNo: `G-${listing}`, specNo: code },
    ...{ matchCode: code, target: 'item', targetId: listing, status: 'onSale', version: versionOf(listing), quantity: quantityOf(listing) },
    ...{ lastQuantity: '7', lastAt: 1_700_000_000_000, shown: '7' },
    rule: {
      ...{ id: 1, no: 'default', warehouses: ['1'], mask: 17344, percent: 100, plus: '0', min: '0', max: '0' },
      ...{ autoListing: false, autoDelisting: false },
    },
  } as unknown as StockChange;
}

const { methods: ofFlagship } = flagship;
const { methods: ofEnterprise } = enterprise;

/** What an ERP with such changes answers. Signatures are not its business. */
export class EndlessErp {
  readonly #tides: Tides;

  constructor(changes: Changes) {
    this.#tides = new Tides(changes);
  }

  /** Listings acknowledged so far, each once, as it was offered. */
  get acknowledged(): number {
    return this.#tides.sum;
  }

  /** Acknowledgements of anything else. */
  get wrong(): number {
    return this.#tides.wrong;
  }

  /** @throws Error for an interface it does not have */
  answer(url: string, body: string): string {
    const { searchParams, pathname } = new URL(url, 'http://erp');
    const name = searchParams.get('method') ?? /([a-z_]+)\.php$/.exec(pathname)?.[1] ?? '';
    const answer = ANSWERS[name];
    if (!answer) throw new Error(`${name} is not among what this ERP does`);
    return answer(this.#tides, body);
  }
}

const ANSWERS: Record<string, (tides: Tides, body: string) => string> = {
  'sales.StockSync.getSelfWaitSyncIdListOpen'(tides, body) {
    const [count, position] = JSON.parse(body) as [number, number];
    const found = tides.waiting(Number(position), Number(count));
    const method = ofFlagship['sales.StockSync.getSelfWaitSyncIdListOpen'];
    return flagship.writeAnswer(method, { data: { id_list: found, position: found.at(-1) ?? Number(position) } });
  },
  'sales.StockSync.batchCalcStock'(_, body) {
    const [asked] = JSON.parse(body) as [{ api_goods_id: number }[]];
    const rows = asked.map(({ api_goods_id: listing }) => flagship.stockRow(changeOf(Number(listing))));
    return flagship.writeAnswer(ofFlagship['sales.StockSync.batchCalcStock'], { data: { success_date: rows, error_date: [] } });
  },
  'sales.StockSync.syncSuccess'(tides, body) {
    const [listing, { syn_stock: quantity, stock_change_count: version }] = JSON.parse(body) as [number, Record<string, number>];
    tides.acknowledge(Number(listing), Number(version), String(Number(quantity)));
    return flagship.writeAnswer(ofFlagship['sales.StockSync.syncSuccess'], {});
  },
  api_goods_stock_change_query(tides, body) {
    const rows = tides.waiting(0, Number(new URLSearchParams(body).get('limit'))).map((listing) => enterprise.stockRow(changeOf(listing)));
    return enterprise.writeAnswer(ofEnterprise.api_goods_stock_change_query, { current_count: rows.length, stock_change_list: rows });
  },
  api_goods_stock_change_ack(tides, body) {
    const list = JSON.parse(new URLSearchParams(body).get('stock_sync_list') ?? '[]') as Record<string, string>[];
    for (const { rec_id: listing, stock_change_count: version, sync_stock: quantity } of list)
      tides.acknowledge(Number(listing), Number(version), String(quantity));
    return enterprise.writeAnswer(ofEnterprise.api_goods_stock_change_ack, {});
  },
};
