import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { Actor } from '../actor.tsx';
import { When } from '../when.tsx';
import css from './story.module.css';

/** Of the mark beside a moment. */
export type MomentTone = 'good' | 'bad' | 'held' | 'plain';

interface Props {
  at: string;
  tone: MomentTone;
  /** What happened. */
  event: ReactNode;
  /** Figures of it, beside the event. */
  beside?: ReactNode;
  /** What somebody wrote of it: never anything but text. */
  said?: string;
  actor: string;
  /** What stands behind the actor. */
  children?: ReactNode;
}

/** One entry of what happened to a record: when, what, and by whom. Stands in an `ol` of {@link Moments}. */
export function Moment({ at, tone, event, beside, said = '', actor, children }: Props) {
  return (
    <li className={css.moment} data-tone={tone}>
      <div className={css.when}>
        <When at={at} />
      </div>
      <div className={css.what}>
        <Flex gap="0 12px" wrap align="baseline">
          <span className={css.event}>{event}</span>
          {beside}
        </Flex>
        {said !== '' && (
          <q className={css.said}>
            <bdi>{said}</bdi>
          </q>
        )}
        <Flex gap="0 12px" wrap className={css.faint}>
          <Actor of={actor} />
          {children}
        </Flex>
      </div>
    </li>
  );
}

/** The entries of what happened, along a line. */
export function Moments({ children }: { children: ReactNode }) {
  return <ol className={css.story}>{children}</ol>;
}
