/** One request of the framed fuzz: anything a client or a stranger may send in good HTTP. */
import { type Carried, carriers, carry } from './carriers.ts';
import { draftClasses, makeDraft } from './draft.ts';
import type { Random } from './random.ts';
import { type Signed, signatureKinds, signDraft } from './signatures.ts';

/** A request that is ready to be sent, and what is known of it. */
export interface FuzzRequest extends Signed, Carried {}

/** Makes one, by the clock `now` (epoch milliseconds). The same seed and clock make the same requests. */
export function makeRequest(random: Random, now: number): FuzzRequest {
  const signed = signDraft(random, makeDraft(random), now);
  const { name, ...carried } = carry(random, signed);
  const maySucceed = signed.maySucceed && carried.statuses.includes(200);
  return { ...signed, ...carried, maySucceed, classes: [...signed.classes, `carried ${name}`] };
}

/** Every class of input there is. */
export function inputClasses(): string[] {
  const signing = (['flagship', 'enterprise'] as const).flatMap((edition) =>
    Object.keys(signatureKinds[edition]).map((name) => `${edition} signed: ${name}`),
  );
  return [...draftClasses(), ...signing, ...['usual', ...Object.keys(carriers)].map((name) => `carried ${name}`)];
}
