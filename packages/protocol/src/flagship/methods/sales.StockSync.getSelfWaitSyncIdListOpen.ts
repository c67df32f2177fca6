import { int, object, optional } from '../../fields/index.ts';
import { method } from '../../method.ts';
import { ids } from './stock-row.ts';

export const getSelfWaitSyncIdListOpen = method({
  name: 'sales.StockSync.getSelfWaitSyncIdListOpen',
  summary: {
    en: 'Ids of the listings whose stock changed, from `position` on; ask again with the returned `position` until the list is empty.',
    zh: '查询库存有变化、等待同步的平台货品 id；用返回的 position 继续查，直到列表为空。',
  },
  source: 'flagship 4.1',
  request: { count: int(), position: int() },
  response: { data: object({ id_list: ids(), position: optional(int()) }) },
  examples: [
    {
      title: 'strings for integers, as the vendor prints it',
      request: '["500","0"]',
      response: '{"status":0,"data":{"id_list":[2447,2448],"position":2448}}',
    },
    { title: 'integers', request: '[500,0]', response: '{"status":0,"data":{"id_list":[2447,2448],"position":2448}}' },
    { title: 'the end of a pass', request: '[500,2448]', response: '{"status":0,"data":{"id_list":[],"position":2448}}' },
  ],
});
