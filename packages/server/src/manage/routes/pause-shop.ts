import { z } from 'zod';
import { NO_BODY, NOTHING, type Route, route } from '../route.ts';
import { about } from '../schemas.ts';

export const pauseShop = shopRoute('pauseShop', '/api/shops/{shopNo}/pause', true, {
  en: 'Pauses a shop: no pull offers anything of it. What changes meanwhile waits.',
  zh: '暂停店铺：不再下发该店铺的任何变化，期间的变化继续等待。',
});

export const resumeShop = shopRoute('resumeShop', '/api/shops/{shopNo}/resume', false, {
  en: 'Lets a paused shop go on.',
  zh: '恢复已暂停的店铺。',
});

function shopRoute<const U extends Route['path']>(name: string, path: U, paused: boolean, summary: Route['summary']) {
  return route({
    name,
    method: 'POST',
    path,
    role: 'operator',
    group: 'seller',
    summary,
    params: z.strictObject({ shopNo: about(z.string().min(1).max(20), 'The shop’s number (shop_no).', '店铺编号（shop_no）。') }),
    query: NOTHING,
    body: NO_BODY,
    answers: {
      json: z.object({ shopNo: z.string(), paused: z.boolean(), changed: about(z.boolean(), 'Whether that was news.', '是否有变化。') }),
    },
    repeats: 'transaction',
    problems: ['not-found'],
    async handle({ params: { shopNo }, token, run }) {
      const { value } = await run('pauseShop', { seller: token.seller, shopNo, paused });
      return { shopNo, paused, changed: value };
    },
  });
}
