import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about } from '../schemas.ts';

export const readOpenapi = route({
  name: 'readOpenapi',
  method: 'GET',
  path: '/api/openapi.json',
  role: 'anyone',
  group: 'about',
  summary: { en: 'This API as an OpenAPI 3.1 document.', zh: '本接口的 OpenAPI 3.1 文档。' },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: { text: 'application/json', note: { en: 'An OpenAPI 3.1 document.', zh: 'OpenAPI 3.1 文档。' } },
  repeats: 'reads',
  problems: [],
  async handle({ routes }) {
    const { openapi } = await import('../openapi.ts');
    return { body: JSON.stringify(openapi(routes)) };
  },
});

export const readDocs = route({
  name: 'readDocs',
  method: 'GET',
  path: '/api/docs',
  role: 'anyone',
  group: 'about',
  summary: { en: 'This page.', zh: '本页面。' },
  params: NOTHING,
  query: z.strictObject({
    lang: about(z.enum(['en', 'zh']).optional(), 'Its language; by default what the browser prefers.', '语言，默认按浏览器的偏好。'),
  }),
  body: NO_BODY,
  answers: { text: 'text/html', note: { en: 'A page for people, without scripts.', zh: '供阅读的页面，不含脚本。' } },
  repeats: 'reads',
  problems: [],
  async handle({ routes, language, query }) {
    const { docsPage, PAGE_HEADERS } = await import('../docs-page.ts');
    return { body: docsPage(routes, query.lang ?? language), headers: PAGE_HEADERS };
  },
});
