export * as enterprise from './enterprise/index.ts';
export {
  countCharacters,
  type Element,
  type Field,
  type FieldDoc,
  firstCharacters,
  formatTime,
  type Numeric,
  type Reading,
  type Shape,
  type Writing,
} from './field.ts';
export { FieldError, type FieldProblem } from './field-error.ts';
export * as flagship from './flagship/index.ts';
export { ExactNumber, readJson, writeJson } from './json.ts';
export type { AnswerOf, ArgumentsOf, Example, Method, Methods, RequestOf, ResultOf } from './method.ts';
export { LONGEST_OIDS, oidsText, PLACEHOLDER } from './oids.ts';
export { toCount, toId } from './number.ts';
