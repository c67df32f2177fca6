import type { ReactNode } from 'react';
import css from './facts.module.css';

/** A fact with its name; `wide` ones take a row. */
export type Fact = [label: string, value: ReactNode, width?: 'wide'];

/** What is known of a record, name by name. What is empty is told as such. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={css.facts}>
      {facts.map(([label, value, width]) => (
        <div key={label} className={width && css.wide}>
          <dt>{label}</dt>
          <dd>{value === '' ? <span aria-hidden>—</span> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
