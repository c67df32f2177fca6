import { choice, cutText, decimal, flagDigit, jsonText, list, object, optional, records, text } from '../../fields/index.ts';
import { method } from '../../method.ts';

/** The vendor's limit of one stocktake. */
const LARGEST_BATCH = 500;

const form = (api_outer_no: string, spec_no: string, rest = {}) =>
  JSON.stringify({
    warehouse_no: 'W1',
    api_outer_no,
    mode: '0',
    is_check: '1',
    ...rest,
    goods_list: JSON.stringify([{ spec_no, stock_num: '100' }]),
  });

export const stock_sync_by_pd = method({
  name: 'stock_sync_by_pd',
  summary: {
    en: 'Counts stock in a warehouse and overwrites it, at once; the number of the document counts only once.',
    zh: '盘点并覆盖一个仓库的库存，立即生效；api_outer_no 只能使用一次。',
  },
  source: 'enterprise 4.7',
  request: {
    warehouse_no: text(40),
    api_outer_no: text(40),
    mode: optional(choice({ item: 0 }), 'item'),
    is_check: optional(flagDigit(), false),
    is_post_error: optional(flagDigit(), true),
    is_create_stock: optional(flagDigit(), false),
    is_adjust_stock: optional(flagDigit(), false),
    remark: optional(cutText(255), ''),
    goods_list: jsonText(
      records('spec_no', LARGEST_BATCH, { spec_no: text(40), stock_num: decimal(), position_no: optional(text(40), '') }),
    ),
  },
  response: { pd_no: optional(text(40)), warning: optional(list(object({ spec_no: text(40), error_msg: text(255) }))) },
  examples: [
    {
      title: 'one item counted',
      request: form('PD20240101-1', 'lz38'),
      response: '{"code":0,"message":"","pd_no":"WP202503070001"}',
    },
    {
      title: 'the same number again',
      request: form('PD20240101-1', 'lz38'),
      response: '{"code":21000006,"message":"外部单号重复，请保证外部单号[api_outer_no]的唯一性"}',
    },
    {
      title: 'an unknown item, strict as by default: nothing is counted',
      request: form('PD20240101-2', 'SN1-unknown'),
      response: '{"code":2830,"message":"商家编码不存在或仓库中没有库存记录【SN1-unknown】"}',
    },
    {
      title: 'a warehouse that does not exist, or not for this key',
      request: form('PD20240101-3', 'lz38', { warehouse_no: '1002x' }),
      response: '{"code":2830,"message":"仓库不存在【1002x】"}',
    },
  ],
});
