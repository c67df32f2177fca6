import { cloneElement, type ReactElement, type ReactNode, useId } from 'react';
import css from './fields.module.css';

/** Fields side by side where there is room; `four` in a row where each holds a short value. */
export function Fields({ four = false, children }: { four?: boolean; children: ReactNode }) {
  return <div className={four ? `${css.fields} ${css.four}` : css.fields}>{children}</div>;
}

interface Props {
  label: string;
  /** What it means, or what is usual. */
  note?: ReactNode;
  /** What is wrong with the value. */
  problem?: string | undefined;
  /** Takes a row of its own. */
  wide?: boolean;
  /** One of antd's inputs. */
  children: ReactElement<{ id?: string; 'aria-describedby'?: string; status?: 'error' | undefined }>;
}

/** A labelled input, with what it means below it. */
export function Field({ label, note, problem, wide = false, children }: Props) {
  const id = useId();
  return (
    <div className={wide ? `${css.field} ${css.wide}` : css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      {cloneElement(children, {
        id,
        ...((note || problem) && { 'aria-describedby': `${id}-note` }),
        ...(problem && { status: 'error' as const }),
      })}
      {(note || problem) && (
        <span id={`${id}-note`} className={problem ? css.problem : css.note}>
          {problem ?? note}
        </span>
      )}
    </div>
  );
}
