import { between, flagDigit, int, list, long, object, optional, text, textCount } from '../../fields/index.ts';
import { method } from '../../method.ts';

export const shop = method({
  name: 'shop',
  summary: {
    en: 'The shops that the key may see, page by page.',
    zh: '分页查询该接口账号有权限的店铺。',
  },
  source: 'enterprise 4.9',
  request: {
    shop_no: optional(text(20), ''),
    platform_id: optional(int()),
    platform_ids: optional(text(255), ''),
    is_disabled: optional(flagDigit(), false),
    page_no: optional(between(0, 1_000_000), 0),
    page_size: optional(between(1, 100), 30),
  },
  aliases: { platform_id: 'platform' },
  response: {
    total_count: optional(textCount()),
    shoplist: list(
      object({
        platform_id: int(),
        sub_platform_id: optional(int()),
        shop_id: long(),
        shop_no: text(20),
        shop_name: text(128),
        account_id: optional(text(255)),
        account_nick: optional(text(255)),
        province: optional(text(40)),
        city: optional(text(40)),
        district: optional(text(40)),
        province_name: optional(text(40)),
        city_name: optional(text(40)),
        district_name: optional(text(40)),
        address: optional(text(255)),
        contact: optional(text(40)),
        zip: optional(text(20)),
        mobile: optional(text(40)),
        telno: optional(text(40)),
        remark: optional(text(255)),
      }),
    ),
  },
  examples: [
    {
      title: 'one shop',
      request: '{"shop_no":"api_test","page_no":"0","page_size":"30"}',
      response:
        '{"code":0,"message":"","total_count":"1","shoplist":[{"platform_id":"127","sub_platform_id":"0","shop_id":"1","shop_no":"api_test","shop_name":"","account_id":"","account_nick":"","province":"","city":"","district":"","province_name":"","city_name":"","district_name":"","address":"","contact":"","zip":"","mobile":"","telno":"","remark":""}]}',
    },
    {
      title: 'shops of other platforms, under the older name of the field: none',
      request: '{"platform":"3"}',
      response: '{"code":0,"message":"","total_count":"0","shoplist":[]}',
    },
  ],
});
