import { useWords } from '../language/words.ts';
import { LongText } from './long-text.tsx';
import { type QuantityName, quantityNames } from './quantity-names.ts';

/** Quantities beside what lies there, each with its name; `—` where there are none. */
export function Others({ of }: { of: Record<string, string> }) {
  const nameOf = useWords(quantityNames);
  const told = Object.entries(of).map(([name, value]) => `${nameOf(name as QuantityName)} ${value}`);
  return <LongText text={told.join(' · ')} />;
}
