import type { Field } from '../../field.ts';
import { choice, cutText, decimal, flag, isObject, object, optional, records, text } from '../../fields/index.ts';
import { method } from '../../method.ts';

/** The other edition's documented limit. */
const LARGEST_BATCH = 500;

export const stockSyncByPd = method({
  name: 'wms.StockPd.stockSyncByPd',
  summary: {
    en: 'Counts stock in a warehouse and overwrites it, in one step; items that are unknown are skipped and named.',
    zh: '盘点并覆盖一个仓库的库存：新建、录入、执行一步完成；未知的商家编码会被跳过并返回。',
  },
  source: 'flagship 4.13',
  request: {
    pdOrder: object({
      warehouse_no: text(40),
      defect_mode: choice({ all: 0, good: 1, defective: 2 }),
      remark: cutText(255),
      is_post_error: optional(flag(), false),
    }),
    specList: records('spec_no', LARGEST_BATCH, {
      spec_no: text(40),
      remark: cutText(255),
      new_num: countedText(),
      defect: flag(),
    }),
  },
  response: { data: stocktake() },
  examples: [
    {
      title: 'one item counted',
      request:
        '[{"warehouse_no":"W1","defect_mode":1,"remark":"API TEST"},[{"spec_no":"lz39","remark":"PD TEST","new_num":"200.0000","defect":false}]]',
      response: '{"status":0,"data":{"1":"ok","pd_no":"WP202503070001"}}',
    },
    {
      title: 'nothing usable',
      request: '[{"warehouse_no":"W1","defect_mode":0,"remark":""},[{"spec_no":"none","remark":"","new_num":"1","defect":false}]]',
      response: '{"status":100,"message":"商家编码全不存在或都已删除"}',
    },
    {
      title: 'a warehouse that does not exist, or not for this key',
      request: '[{"warehouse_no":"1002x","defect_mode":1,"remark":""},[]]',
      response: '{"status":100,"message":"仓库不存在  仓库编号: 1002x"}',
    },
  ],
});

/** A quantity that travels as text. */
function countedText(): Field<string, string | number | bigint> {
  return { ...decimal(), doc: { type: 'String', length: 20, required: true }, write: (value) => String(value) };
}

/** The answer's own shape: beside its names one that is the number of the stocktake, whose value is `ok` or an error. */
export interface Stocktake {
  pd_no: string;
  /** Codes that were skipped, joined by commas; absent when there are none. */
  skip_spec_no?: string | undefined;
  stocktake: { id: string; result: string } | undefined;
}

function stocktake(): Field<Stocktake> {
  const members = { pd_no: text(40), skip_spec_no: optional(text(65535)) };
  const inner = object(members);
  return {
    blank: false,
    doc: { type: 'Map', required: true, members },
    read(value, name, side) {
      const named = inner.read(value, name, side);
      const [own] = Object.entries(isObject(value) ? value : {}).filter(([key]) => /^\d+$/.test(key));
      return { ...named, stocktake: own && { id: own[0], result: String(own[1]) } };
    },
    write({ stocktake, ...named }, style) {
      return { ...(stocktake && { [stocktake.id]: stocktake.result }), ...(inner.write(named, style) as object) };
    },
  };
}
