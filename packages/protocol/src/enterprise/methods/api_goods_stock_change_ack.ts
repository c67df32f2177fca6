import { choice, decimal, jsonText, lenient, list, long, object, optional, records, text } from '../../fields/index.ts';
import { method } from '../../method.ts';

/** At least 1000 must be taken; ours. */
const LARGEST_BATCH = 2000;

export const api_goods_stock_change_ack = method({
  name: 'api_goods_stock_change_ack',
  summary: {
    en: 'The shop shows these quantities now: acknowledges the named version of each listing. Leave out what failed.',
    zh: '这些货品的库存商城已更新：逐条确认所带的 stock_change_count。更新失败的不要放进来。',
  },
  source: 'enterprise 4.2',
  request: {
    stock_sync_list: jsonText(
      records('rec_id', LARGEST_BATCH, {
        rec_id: long(),
        sync_stock: lenient(decimal()),
        stock_change_count: lenient(long()),
        syn_status: optional(choice({ fail: 0, success: 1 }), 'success'),
      }),
    ),
  },
  /** An older page of this interface calls its list by the other interface's name. */
  aliases: { stock_sync_list: 'logistics_list' },
  response: { errors: optional(list(object({ rec_id: text(40), error: text(255) }))) },
  success: 'OK',
  examples: [
    {
      title: "the vendor's record",
      request:
        '{"stock_sync_list":"[{\\"rec_id\\":\\"2447\\",\\"sync_stock\\":\\"100\\",\\"stock_change_count\\":\\"338\\"},{\\"rec_id\\":\\"2448\\",\\"sync_stock\\":\\"100\\",\\"stock_change_count\\":\\"338\\"}]"}',
      response: '{"code":0,"message":"OK"}',
    },
    {
      title: 'a version that is no number clears nothing; an unknown record is named',
      request: '{"stock_sync_list":"[{\\"rec_id\\":9999,\\"sync_stock\\":1,\\"stock_change_count\\":\\"\\"}]"}',
      response: '{"code":0,"message":"OK","errors":[{"rec_id":"9999","error":"记录不存在"}]}',
    },
  ],
});
