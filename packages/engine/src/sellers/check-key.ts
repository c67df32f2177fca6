import { isIP } from 'node:net';
import { EngineError } from '../error.ts';
import type { AppKey, Edition } from './keys.ts';

/** @throws EngineError `input` for a secret that the edition cannot use */
export function checkSecret(edition: Edition, appKey: string, secret: string): void {
  if (secret.length < 6) throw new EngineError('input', `key "${appKey}": the secret has fewer than 6 characters`);
  if (edition === 'flagship' && !/^[^:]+:.+$/s.test(secret)) {
    throw new EngineError('input', `key "${appKey}": a flagship secret is written secret:salt, with a colon between`);
  }
}

/** An interface's name, whatever edition has it; which there are, the wire knows. */
const INTERFACE = /^[A-Za-z][\w.]{0,99}$/;

/** @throws EngineError `input` for an address or a name of an interface that cannot be */
export function checkRights(appKey: string, { allow = [], interfaces = null }: Partial<Pick<AppKey, 'allow' | 'interfaces'>>): void {
  for (const network of allow) {
    const [address = '', bits, ...rest] = network.split('/');
    const family = isIP(address);
    const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
    if (family === 0 || !fits || rest.length > 0) {
      throw new EngineError('input', `key "${appKey}": "${network}" is no address and no network such as 10.0.0.0/8`);
    }
  }
  if (interfaces?.length === 0) throw new EngineError('input', `key "${appKey}": it may call no interface; disable it instead`);
  const wrong = interfaces?.find((name) => !INTERFACE.test(name));
  if (wrong !== undefined) throw new EngineError('input', `key "${appKey}": "${wrong}" is no name of an interface`);
}
