import { choice, dateTime, flag, int, list, object, optional, text } from '../../fields/index.ts';
import { method } from '../../method.ts';

export const queryShop = method({
  name: 'setting.Shop.queryShop',
  summary: {
    en: 'The shops that the key may see, page by page.',
    zh: '分页查询该接口账号有权限的店铺。',
  },
  source: 'flagship 4.12',
  paged: true,
  request: { params: optional(object({ shop_no: optional(text(20), ''), platform_id: optional(int(6)) })) },
  response: {
    data: object({
      total_count: optional(int()),
      details: list(
        object({
          shop_id: int(11),
          shop_name: text(128),
          shop_no: text(20),
          platform_id: int(4),
          sub_platform_id: int(4),
          contact: text(32),
          province: text(40),
          city: text(60),
          district: text(40),
          address: text(255),
          telno: text(40),
          mobile: text(40),
          zip: text(16),
          email: text(64),
          remark: text(255),
          website: text(1024),
          group_id: text(100),
          account_id: text(255),
          is_disabled: flag(),
          auth_state: choice({ none: 0, granted: 1, expired: 2, stopped: 3 }),
          auth_time: text(40),
          re_expire_time: text(40),
          modified: optional(dateTime(), null),
          expire_time: text(40),
          created: optional(dateTime(), null),
        }),
      ),
    }),
  },
  examples: [
    {
      title: 'one shop, by its number; the platform as a string',
      paging: { page_size: 1, page_no: 0, calc_total: 1 },
      request: '[{"shop_no":"api_test","platform_id":"127"}]',
      response:
        '{"status":0,"data":{"total_count":1,"details":[{"shop_id":1,"shop_name":"","shop_no":"api_test","platform_id":127,"sub_platform_id":0,"contact":"","province":"","city":"","district":"","address":"","telno":"","mobile":"","zip":"","email":"","remark":"","website":"","group_id":"","account_id":"","is_disabled":false,"auth_state":1,"auth_time":"","re_expire_time":"","modified":"2025-03-07 10:00:00","expire_time":"","created":"2025-03-07 10:00:00"}]}}',
    },
    {
      title: 'shops of another platform: none',
      paging: { page_size: 10, page_no: 0, calc_total: 1 },
      request: '[{"platform_id":3}]',
      response: '{"status":0,"data":{"total_count":0,"details":[]}}',
    },
  ],
});
