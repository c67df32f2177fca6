import { CellError, optionalText, quantity, text, time, whole } from '../import/column.ts';
import { kind, resolveEach } from '../import/kind.ts';
import { issue } from '../sellers/counter.ts';
import { findShops } from '../stock/lookup.ts';
import { splitOids } from './oids.ts';
import { refuseOverlap } from './overlap.ts';
import { create, type Parcel, recordsOf, replace, sameSet, saysSame } from './record.ts';

/**
 * Shipments: one row for each parcel number to report. A row that names the sub-orders of an earlier one with another
 * carrier or number is a correction: the earlier record is replaced, a new one made (promise L1).
 */
export const shipments = kind({
  name: 'shipments',
  summary: {
    en: 'Parcels that left: one row for each tracking number to report to the shop.',
    zh: '已发出的包裹：每行一个要回传商城的物流单号。',
  },
  columns: {
    shop_no: text(20),
    tid: text(40),
    oids: optionalText(4000),
    logistics_no: text(40),
    logistics_code: optionalText(60),
    logistics_name: optionalText(32),
    logistics_type: whole(0, 65_535, 0),
    delivery_term: whole(1, 3, 1),
    goods_count: quantity(),
    consign_time: time(),
  },
  pool: 'shipment',
  claim: ({ shop_no, tid, oids }) => ({ group: `${shop_no}\n${tid}`, members: oids === '' ? null : splitOids(oids) }),
  async resolve(context, rows) {
    const shopOf = await findShops(
      context,
      rows.map(({ shop_no }) => shop_no),
    );
    return resolveEach(rows, async (row) => {
      const shop = shopOf(row.shop_no);
      const oids = splitOids(row.oids);
      if (row.oids !== '' && oids.length === 0) throw new CellError('oids', row.oids, 'names no sub-order');
      refuseOverlap(await recordsOf(context, shop, row.tid), parcelOf(row, oids, context.now), row.oids);
      return { shop, oids };
    });
  },
  async write(context, rows) {
    let changed = 0;
    await issue(context.session, context.seller, 'shipment', 0); // whoever ships for this seller waits here
    for (const { row, resolved } of rows) {
      const others = await recordsOf(context, resolved.shop, row.tid);
      const parcel = parcelOf(row, resolved.oids, context.now);
      refuseOverlap(others, parcel, row.oids);
      const latest = others.filter(({ oids, state }) => sameSet(oids, parcel.oids) && state !== 'replaced').at(-1);
      if (latest && saysSame(latest, parcel)) continue;
      if (latest) await replace(context, latest.shipment_id);
      const trade = latest?.trade_id ?? (await issue(context.session, context.seller, 'trade'));
      await create(context, resolved.shop, trade, parcel);
      changed++;
    }
    return changed;
  },
});

interface Row {
  tid: string;
  oids: string;
  logistics_no: string;
  logistics_code: string;
  logistics_name: string;
  logistics_type: number;
  delivery_term: number;
  goods_count: string | undefined;
  consign_time: number | undefined;
}

function parcelOf(row: Row, oids: string[], now: number): Parcel {
  return {
    tid: row.tid,
    oids: oids.join(','),
    part: oids.length > 0 ? 1 : 0,
    tracking_number: row.logistics_no,
    carrier_code: row.logistics_code,
    carrier_name: row.logistics_name,
    carrier_type: row.logistics_type,
    delivery_term: row.delivery_term,
    goods_count: row.goods_count ?? null,
    shipped_at: row.consign_time ?? now,
  };
}
