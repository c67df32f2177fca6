/**
 * What people are told of a refused request, in English and Chinese. An entry of its own: whoever only signs and verifies does not load
 * these texts.
 */
export { adviceOn } from './explain/advice.ts';
export { type Language, type Voice, voiceOf } from './explain/words.ts';
