import { dateTime, decimal, flag, int, list, object, optional, text } from '../../fields/index.ts';
import { method } from '../../method.ts';

export const queryLogistics = method({
  name: 'setting.Logistics.queryLogistics',
  summary: {
    en: "The seller's carriers, page by page; disabled ones only where hide_delete is false.",
    zh: '分页查询卖家的物流公司；hide_delete 为 false 时包含已停用的。',
  },
  source: 'flagship 4.12',
  paged: true,
  request: {
    params: optional(
      object({
        logistics_no: optional(text(40), ''),
        logistics_name: optional(text(40), ''),
        hide_delete: optional(flag(), true),
        need_quantity: optional(flag(), false),
      }),
    ),
  },
  response: {
    data: object({
      total_count: optional(int()),
      details: list(
        object({
          logistics_id: int(6),
          logistics_type: int(6),
          is_support_cod: flag(),
          logistics_no: text(40),
          logistics_name: text(40),
          contact: text(64),
          telno: text(20),
          mobile: text(20),
          address: text(255),
          ebill_api: int(),
          is_preset_no: flag(),
          send_type: int(),
          is_disabled: flag(),
          max_weight: decimal(),
          remark: text(255),
          modified: optional(dateTime(), null),
          created: optional(dateTime(), null),
          month_card: text(40),
          volume_weight_ratio: optional(decimal(), '0'),
          volume_weight_ratio_switch: optional(int(1), 0),
          volume_type: optional(int(1), 0),
          volume_threshold: optional(decimal(), '0'),
          volume_weight_ratio_special: optional(decimal(), '0'),
          type: int(40),
          main_logistics_name: text(40),
          quantity: text(40),
        }),
      ),
    }),
  },
  examples: [
    {
      title: 'one carrier',
      paging: { page_size: 1, page_no: 0, calc_total: 1 },
      request: '[{"logistics_no":"ZTO"}]',
      response:
        '{"status":0,"data":{"total_count":1,"details":[{"logistics_id":1,"logistics_type":5,"is_support_cod":false,"logistics_no":"ZTO","logistics_name":"中通快递","contact":"","telno":"","mobile":"","address":"","ebill_api":0,"is_preset_no":false,"send_type":0,"is_disabled":false,"max_weight":0,"remark":"","modified":"2025-03-07 10:00:00","created":"","month_card":"","volume_weight_ratio":0,"volume_weight_ratio_switch":0,"volume_type":0,"volume_threshold":0,"volume_weight_ratio_special":0,"type":1,"main_logistics_name":"","quantity":""}]}}',
    },
    {
      title: 'a carrier the seller does not use',
      paging: { page_size: 1, page_no: 0, calc_total: 0 },
      request: '[{"logistics_no":"001"}]',
      response: '{"status":0,"data":{"details":[]}}',
    },
  ],
});
