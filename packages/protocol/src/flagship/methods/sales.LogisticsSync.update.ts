import { choice, cutText, list, long, optional, records, text } from '../../fields/index.ts';
import { method } from '../../method.ts';

/** The vendor documents no limit; ours. */
const LARGEST_BATCH = 1000;

export const update = method({
  name: 'sales.LogisticsSync.update',
  summary: {
    en: 'Reports what the shop did with shipments: 0 success, -100 again later, 2 failed. One text for each refused element.',
    zh: '回写物流同步结果：0 成功，-100 稍后重试，2 失败。每个未被接受的元素返回一条说明。',
  },
  source: 'flagship 4.7',
  request: {
    syncList: records('sync_id', LARGEST_BATCH, {
      sync_id: long(),
      status: choice({ success: 0, retry: -100, fail: 2 }),
      error_msg: optional(cutText(200), ''),
    }),
  },
  response: { data: list(text(255)) },
  examples: [
    { title: 'status as a string', request: '[[{"sync_id":152650,"error_msg":"","status":"0"}]]', response: '{"status":0,"data":[]}' },
    { title: 'error_msg left out', request: '[[{"sync_id":152650,"status":2}]]', response: '{"status":0,"data":[]}' },
    { title: 'status missing', request: '[[{"sync_id":152650}]]', response: '{"status":0,"data":["同步结果状态为空!"]}' },
  ],
});
