import { dateTime, flag, flagDigit, int, list, object, optional, text } from '../../fields/index.ts';
import { method } from '../../method.ts';

export const queryWarehouse = method({
  name: 'setting.Warehouse.queryWarehouse',
  summary: {
    en: 'The warehouses that the key may see, page by page; disabled ones only where hide_delete is 0.',
    zh: '分页查询该接口账号有权限的仓库；hide_delete 为 0 时包含已停用的仓库。',
  },
  source: 'flagship 4.12',
  paged: true,
  request: {
    params: optional(
      object({
        warehouse_no: optional(text(40), ''),
        warehouse_name: optional(text(64), ''),
        type: optional(int(4)),
        sub_type: optional(int(6)),
        start_time: optional(dateTime(), null),
        end_time: optional(dateTime(), null),
        hide_delete: optional(flagDigit(), true),
      }),
    ),
  },
  response: {
    data: object({
      total_count: optional(int()),
      details: list(
        object({
          warehouse_id: int(11),
          warehouse_no: text(40),
          name: text(64),
          zip: text(255),
          address: text(255),
          province: text(50),
          city: text(50),
          district: text(50),
          mobile: text(40),
          remark: text(255),
          type: int(4),
          telno: text(20),
          sub_type: int(6),
          contact: text(20),
          modified: optional(dateTime(), null),
          is_disabled: flag(),
          created: optional(dateTime(), null),
          purchase_contact: text(20),
          purchase_telno: text(20),
          purchase_address: text(20),
          prop1: text(255),
          prop2: text(255),
        }),
      ),
    }),
  },
  examples: [
    {
      title: 'one warehouse',
      paging: { page_size: 1, page_no: 0, calc_total: 1 },
      request: '[{"warehouse_no":"W1"}]',
      response:
        '{"status":0,"data":{"total_count":1,"details":[{"warehouse_id":1,"warehouse_no":"W1","name":"","zip":"","address":"","province":"","city":"","district":"","mobile":"","remark":"","type":1,"telno":"","sub_type":0,"contact":"","modified":"2025-03-07 10:00:00","is_disabled":false,"created":"2025-03-07 10:00:00","purchase_contact":"","purchase_telno":"","purchase_address":"","prop1":"","prop2":""}]}}',
    },
    {
      title: 'by time of change',
      paging: { page_size: 1, page_no: 0, calc_total: 1 },
      request: '[{"start_time":"2020-01-01 00:00:00","end_time":"2020-01-20 00:00:00"}]',
      response: '{"status":0,"data":{"total_count":0,"details":[]}}',
    },
  ],
});
