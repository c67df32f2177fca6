export { type Explanation, explain, explainWith } from './explain.ts';
export { hintAt } from './hint.ts';
export { hypotheses } from './hypotheses.ts';
export type { ClockMistake, Facts, Mistake, MistakeKind, SignatureMistake, VisibleMistake } from './mistake.ts';
export { type Parted, partingOf } from './parting.ts';
export { withoutSecret } from './recipe.ts';
export { decode, type Edition, HIDDEN, type KeptRefusal, type RefusedRequest, readPairs, readRefused } from './request.ts';
export type { Moment } from './visible.ts';
