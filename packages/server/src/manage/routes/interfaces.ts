import { enterprise, flagship, type Methods } from '@tongbu/protocol';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about } from '../schemas.ts';

type Edition = 'flagship' | 'enterprise';

const METHODS: Record<Edition, Methods> = { flagship: flagship.methods, enterprise: enterprise.methods };

/** @throws Problem `invalid` for an interface that the edition does not have */
export function checkInterfaces(edition: Edition, names: readonly string[] | null | undefined): void {
  const faults = (names ?? []).flatMap((name, i) =>
    Object.hasOwn(METHODS[edition], name) ? [] : [{ pointer: `#/interfaces/${i}`, detail: `is no interface of the ${edition} edition` }],
  );
  const [first] = faults;
  if (first) throw new Problem('invalid', `${first.pointer}: ${first.detail}`, { faults });
}

export const listInterfaces = route({
  name: 'listInterfaces',
  method: 'GET',
  path: '/api/interfaces',
  role: 'viewer',
  group: 'keys',
  summary: { en: 'The interfaces of the signed API that a key may be bound to.', zh: '可授予接口账号的签名接口。' },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z.object({
      items: z.array(
        z
          .object({
            edition: z.enum(['flagship', 'enterprise']),
            name: about(z.string(), 'The vendor’s name, without `.php`.', '厂商的接口名，不含 `.php`。'),
            summary: about(z.object({ en: z.string(), zh: z.string() }), 'What a caller gets.', '接口用途。'),
          })
          .meta({ id: 'Interface' }),
      ),
    }),
  },
  repeats: 'reads',
  problems: [],
  async handle() {
    const items = (['flagship', 'enterprise'] as const).flatMap((edition) =>
      Object.values(METHODS[edition]).map(({ name, summary }) => ({
        edition,
        name: name as string,
        summary: summary as { en: string; zh: string },
      })),
    );
    return { items };
  },
});
