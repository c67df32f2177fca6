import type { Credential, Engine } from '@tongbu/engine';
import { diagnosis, flagship } from '@tongbu/protocol';

/** A shorter part of a secret stands in too many texts by chance. */
const SHORTEST = 4;

/** Takes the secrets of a seller's keys out of a text, however they are encoded there. */
export type Hide = (text: string) => string;

/**
 * What hides every secret of a seller: of all its keys, those that are being replaced, and those that the keys of a request had when it came. A
 * client may send any of them by mistake, anywhere.
 */
export async function hideSecrets(engine: Engine, seller: string, more: readonly Credential[] = []): Promise<Hide> {
  const credentials = [...more];
  for (const { edition, appKey } of await engine.listKeys({ seller })) {
    const found = await engine.findCredential({ seller, edition, appKey });
    if (found.found === 'key') credentials.push(found.credential);
  }
  const secrets = new Set(
    credentials.flatMap(({ secret, previousSecret }) => (previousSecret === null ? [secret] : [secret, previousSecret])),
  );
  const parts = [...new Set([...secrets].flatMap(partsOf))].filter((part) => part.length >= SHORTEST).sort((a, b) => b.length - a.length);
  // Named as of the enterprise edition: there the whole text is the secret.
  return (text) => parts.reduce((hidden, part) => diagnosis.withoutSecret('enterprise', part, hidden), text);
}

/** A whole appsecret, and its halves: the salt travels with every request, and is told to nobody who did not send it. */
function partsOf(secret: string): string[] {
  const halves = flagship.splitSecret(secret);
  return halves ? [secret, halves.secret, halves.salt] : [secret];
}
