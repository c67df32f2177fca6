/** Commands on the machine itself change who may do what as the management API does, and the audit says so of them as well. */
import type { Engine, Verb } from '../engine.ts';

/** What a row of the audit says of one verb. */
interface Told {
  /** The route of the management API that does the same; the verb where there is none. */
  action?: string;
  subject: string;
  detail?: string;
}

const ofKey = ({ edition, appKey: subject }: { edition: string | null; appKey: string }) => ({ subject: `${edition} ${subject}` });

/** Verbs that say who may do what. Never a secret, a password or a token. */
const RIGHTS = {
  addSeller: ({ seller: subject }) => ({ subject }),
  addKey: ofKey,
  disableKey: ofKey,
  setKeyRights: ({ rights, ...key }) => ({ ...ofKey(key), detail: JSON.stringify(rights) }),
  rotateKey: ({ until, ...key }) => ({ ...ofKey(key), detail: until === null ? '' : `until ${new Date(until).toISOString()}` }),
  endPreviousSecret: ofKey,
  addToken: ({ name: subject, role: detail }) => ({ subject, detail }),
  revokeToken: ({ name: subject }) => ({ subject }),
  invitePerson: ({ name: subject, role: detail }) => ({ subject, detail }),
  changePerson: ({ name: subject, change: { role, disabled } }) => {
    const state = disabled === undefined ? null : disabled ? 'disabled' : 'enabled';
    return { subject, detail: [role, state].filter(Boolean).join(', ') };
  },
  makeSetupLink: ({ name }) => ({ action: 'linkPerson', subject: name ?? '' }),
} satisfies { [V in Verb]?: (input: Parameters<Engine[V]>[0]) => Told };

/** Verbs that write their own row, and are told who calls them. */
const TELLING: ReadonlySet<Verb> = new Set<Verb>(['setPassword']);

/** What commands alone do, with the name that the audit gives it: no route of the management API does the same. */
export const OF_COMMANDS = ['addSeller', 'addToken', 'revokeToken'] as const;

type Right = keyof typeof RIGHTS;
type Input = { seller: string; now: number };

/**
 * An engine for a command on the machine itself: whatever changes who may do what leaves its row in the audit, in the same transaction. All
 * other verbs are as they were.
 *
 * @param user who runs the command, as the operating system knows them
 */
export function byCommand(engine: Engine, user: string): Engine {
  const actor = `command:${user}`;
  return new Proxy(engine, {
    get(target, verb: Verb) {
      if (TELLING.has(verb)) return (input: Input) => (target[verb] as (input: object) => unknown)({ ...input, actor });
      if (!Object.hasOwn(RIGHTS, verb)) return target[verb];
      return (input: Input) => {
        const told: Told = RIGHTS[verb as Right](input as never);
        const { action = verb, subject, detail = '' } = told;
        return target.audited({ noted: { seller: input.seller, at: input.now, actor, action, subject, detail, address: '' }, verb, input });
      };
    },
  });
}
