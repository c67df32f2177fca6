import type { Engine } from '@tongbu/engine';

/** Verbs by which the operator of the machine changes who may sign in. */
type Verb = 'invitePerson' | 'changePerson' | 'makeSetupLink';

const ACTIONS: Record<Verb, string> = { invitePerson: 'invitePerson', changePerson: 'changePerson', makeSetupLink: 'linkPerson' };

/** Runs a verb and notes in its transaction that a command on the machine itself did it. */
export async function audited<V extends Verb>(
  engine: Engine,
  verb: V,
  input: Parameters<Engine[V]>[0],
  detail = '',
): Promise<Awaited<ReturnType<Engine[V]>>> {
  const { seller, name, now } = input as { seller: string; name: string | null; now: number };
  const noted = { seller, at: now, actor: 'command', action: ACTIONS[verb], subject: name ?? '', detail, address: '' };
  return (await engine.audited({ noted, verb, input })) as Awaited<ReturnType<Engine[V]>>;
}
