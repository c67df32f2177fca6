import { type ReactNode, useId } from 'react';
import css from './sandbox.module.css';

/** One thing that a sandbox does. */
export function Card({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={css.card} aria-labelledby={id}>
      <div>
        <h2 id={id} className={css.title}>
          {title}
        </h2>
        <p className={css.note}>{note}</p>
      </div>
      {children}
    </section>
  );
}
