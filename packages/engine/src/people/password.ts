import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { EngineError } from '../error.ts';

/** The shortest password, in characters. */
export const SHORTEST_PASSWORD = 12;

/** The longest: what is hashed costs time by its length too. */
const LONGEST_PASSWORD = 256;

/** Fewer different characters than this are guessed first. */
const FEWEST_DIFFERENT = 5;

/** What scrypt is asked for: `n` and `r` make its memory (128·n·r bytes), `p` its passes. */
export interface PasswordCost {
  n: number;
  r: number;
  p: number;
}

/** 32 MiB and three passes: about a quarter of a second of one core, and the memory of a few at once is little beside a server's own. */
const COST: PasswordCost = { n: 2 ** 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/**
 * Refuses a password that would be guessed.
 *
 * @throws EngineError `input`, saying what is missing and never repeating the password
 */
export function checkPassword(password: string, name: string): void {
  const text = password.normalize('NFKC');
  const refuse = (why: string) => {
    throw new EngineError('input', `the password of "${name}" ${why}`);
  };
  const length = [...text].length;
  if (length < SHORTEST_PASSWORD) refuse(`has ${length} characters; take at least ${SHORTEST_PASSWORD}, a few words will do`);
  if (length > LONGEST_PASSWORD) refuse(`has ${length} characters; at most ${LONGEST_PASSWORD} are taken`);
  if (new Set(text.toLowerCase()).size < FEWEST_DIFFERENT)
    refuse(`has fewer than ${FEWEST_DIFFERENT} different characters; take a few words`);
  if (name.length >= 4 && text.toLowerCase().includes(name.toLowerCase())) refuse('holds the name itself; take a few other words');
}

/** What is kept of a password: `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export async function hashPassword(password: string, cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const { n, r, p } = cost;
  const hash = await derive(password, salt, cost, HASH_BYTES);
  return ['scrypt', n, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/**
 * Whether a password is the one that was kept, compared in constant time. Where none was kept (`null`) the same work is done and the
 * answer is no, so that how long it takes does not tell who there is.
 *
 * @param nobodys what that work is
 */
export async function isPassword(password: string, kept: string | null, nobodys = COST): Promise<boolean> {
  const [, n, r, p, salt = '', hash = ''] = (kept ?? nobody(nobodys)).split('$');
  const wanted = Buffer.from(hash, 'base64url');
  const cost = { n: Number(n), r: Number(r), p: Number(p) };
  const found = await derive(password, Buffer.from(salt, 'base64url'), cost, wanted.length);
  return timingSafeEqual(found, wanted) && kept !== null;
}

const nobody = ({ n, r, p }: PasswordCost) => ['scrypt', n, r, p, 'A'.repeat(22), 'A'.repeat(43)].join('$');

/** On the thread pool: the loop goes on meanwhile. */
function derive(password: string, salt: Buffer, { n, r, p }: PasswordCost, length: number): Promise<Buffer> {
  const options = { N: n, r, p, maxmem: 256 * n * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, length, options, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}
