import { z } from 'zod';
import { readAfter } from '../read-after.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { entry, entryOf, page, paging } from '../schemas.ts';

export const readJournal = route({
  name: 'readJournal',
  method: 'GET',
  path: '/api/journal',
  role: 'viewer',
  group: 'journal',
  summary: { en: 'The journal, the newest rows first.', zh: '流水，由新到旧。' },
  params: NOTHING,
  query: z.strictObject(paging),
  body: NO_BODY,
  answers: { json: page(entry) },
  repeats: 'reads',
  problems: [],
  async handle({ engine, token, query: { limit, cursor } }) {
    const before = cursor === null ? null : readAfter(cursor);
    const rows = await engine.readJournal({ seller: token.seller, before, limit });
    return { items: rows.map(entryOf), next: rows.length === limit ? String(rows.at(-1)?.seq) : null };
  },
});
