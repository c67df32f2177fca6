import { between, dateTime, flagDigit, int, lenient, list, object, optional, text, textCount } from '../../fields/index.ts';
import { method } from '../../method.ts';

export const warehouse_query = method({
  name: 'warehouse_query',
  summary: {
    en: 'The warehouses that the key may see, page by page.',
    zh: '分页查询该接口账号有权限的仓库。',
  },
  source: 'enterprise 4.9',
  request: {
    warehouse_no: optional(text(40), ''),
    type: optional(int()),
    sub_type: optional(int()),
    page_no: optional(between(0, 1_000_000), 0),
    page_size: optional(between(1, 100), 30),
  },
  response: {
    total_count: optional(textCount()),
    warehouses: list(
      object({
        warehouse_no: text(40),
        name: text(64),
        warehouse_type: int(),
        ext_warehouse_no: optional(text(40)),
        province: optional(text(40)),
        city: optional(text(40)),
        district: optional(text(40)),
        address: optional(text(255)),
        contact: optional(text(40)),
        telno: optional(text(40)),
        zip: optional(text(20)),
        mobile: optional(text(40)),
        is_defect: optional(flagDigit()),
        remark: optional(text(255)),
        prop1: optional(text(255)),
        prop2: optional(text(255)),
        modified: lenient(dateTime()),
      }),
    ),
  },
  examples: [
    {
      title: 'all warehouses',
      request: '{"page_no":"0","page_size":"30"}',
      response:
        '{"code":0,"message":"","total_count":"1","warehouses":[{"warehouse_no":"W1","name":"","warehouse_type":"1","ext_warehouse_no":"","province":"","city":"","district":"","address":"","contact":"","telno":"","zip":"","mobile":"","is_defect":"0","remark":"","prop1":"","prop2":"","modified":"2025-03-07 10:00:00"}]}',
    },
    {
      title: 'warehouses of another kind: none',
      request: '{"type":"127","page_size":"100"}',
      response: '{"code":0,"message":"","total_count":"0","warehouses":[]}',
    },
  ],
});
