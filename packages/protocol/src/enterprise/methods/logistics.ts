import { dateTime, flagDigit, int, lenient, list, long, object, optional, text } from '../../fields/index.ts';
import { method } from '../../method.ts';

export const logistics = method({
  name: 'logistics',
  summary: {
    en: "The seller's carriers. Here logistics_no is the carrier's own number, elsewhere that of a parcel.",
    zh: '查询卖家的物流公司。注意：此处的 logistics_no 是物流公司编号，不是物流单号。',
  },
  source: 'enterprise 4.9',
  request: { logistics_no: optional(text(20), ''), logistics_name: optional(text(40), '') },
  response: {
    logistics_list: list(
      object({
        logistics_id: long(),
        // The carrier's number in the ERP, `logistics_code_erp` of the logistics query; there `logistics_no` is the parcel's.
        logistics_no: text(40),
        logistics_name: text(40),
        logistics_type: int(),
        province: optional(text(40)),
        city: optional(text(40)),
        district: optional(text(40)),
        contact: optional(text(40)),
        telno: optional(text(40)),
        mobile: optional(text(40)),
        address: optional(text(255)),
        zip: optional(text(20)),
        bill_type: optional(int()),
        is_support_cod: optional(flagDigit()),
        is_disabled: optional(flagDigit()),
        priority: optional(int()),
        remark: optional(text(255)),
        modified: lenient(dateTime()),
        created: lenient(dateTime()),
      }),
    ),
  },
  examples: [
    {
      title: 'one carrier',
      request: '{"logistics_no":"ZTO"}',
      response:
        '{"code":0,"message":"","logistics_list":[{"logistics_id":"1","logistics_no":"ZTO","logistics_name":"中通快递","logistics_type":"5","province":"","city":"","district":"","contact":"","telno":"","mobile":"","address":"","zip":"","bill_type":"0","is_support_cod":"0","is_disabled":"0","priority":"0","remark":"","modified":"2025-03-07 10:00:00"}]}',
    },
    {
      title: 'a carrier the seller does not use',
      request: '{"logistics_no":"YS001"}',
      response: '{"code":0,"message":"","logistics_list":[]}',
    },
  ],
});
