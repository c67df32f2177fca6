import { Link } from '@tanstack/react-router';
import { LongText } from '../long-text.tsx';

/** The merchant code of an item or a suite, which leads to it. */
export function CodeLink({ item, suite }: { item: string; suite?: never } | { suite: string; item?: never }) {
  return (
    <Link to={(item === undefined ? '/suites' : '/items') as never} search={(item === undefined ? { suite } : { item }) as never}>
      <LongText text={item ?? suite} code width={180} />
    </Link>
  );
}
