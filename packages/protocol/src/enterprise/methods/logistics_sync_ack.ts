import { choice, cutText, jsonText, list, long, object, optional, records, text } from '../../fields/index.ts';
import { method } from '../../method.ts';

/** At least 1000 must be taken; ours. */
const LARGEST_BATCH = 2000;

export const logistics_sync_ack = method({
  name: 'logistics_sync_ack',
  summary: {
    en: 'Reports what the shop did with shipments: 0 success, 1 failed for good. Leave out what should come again.',
    zh: '回写物流同步结果：0 成功，1 失败（不再给出）。需要稍后重试的不要放进来。',
  },
  source: 'enterprise 4.4',
  request: {
    logistics_list: jsonText(
      records('rec_id', LARGEST_BATCH, {
        rec_id: long(),
        status: choice({ success: 0, fail: 1 }),
        message: optional(cutText(255), ''),
      }),
    ),
  },
  response: { errors: optional(list(object({ rec_id: text(40), error: text(255) }))) },
  examples: [
    {
      title: 'one accepted, one unknown',
      request:
        '{"logistics_list":"[{\\"rec_id\\":\\"3296\\",\\"status\\":\\"0\\",\\"message\\":\\"同步成功\\"},{\\"rec_id\\":9999,\\"status\\":1,\\"message\\":\\"同步失败\\"}]"}',
      response: '{"code":0,"message":"","errors":[{"rec_id":"9999","error":"记录不存在"}]}',
    },
    { title: 'an empty list', request: '{"logistics_list":"[]"}', response: '{"code":0,"message":"","errors":[]}' },
  ],
});
