import { Alert, Button, Modal, Progress, Typography } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../../language/words.ts';
import { Problem } from '../problem.tsx';
import css from './bulk.module.css';
import { type Step, type Totals, useBulk } from './use-bulk.ts';
import { whys, words } from './words.ts';

/** An action on many records, as it is asked for. */
export interface BulkAction {
  /** What is done, for the head and the button: `Queue again`. */
  title: string;
  /** What that means, in a sentence. */
  note: string;
  isDangerous?: boolean;
  /** What has to be chosen before: shown above the count. */
  choice?: ReactNode;
  step: Step;
}

/** Counts what an action would touch, does it when told, shows how far it is, and can be stopped. */
export function BulkDialog({
  action,
  linkOf,
  close,
}: {
  action: BulkAction;
  linkOf(record: number): string;
  close(touched: number): void;
}) {
  const say = useWords(words);
  const bulk = useBulk(action.step);
  const { phase, counted, done, problem } = bulk;
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted once, when it opens
  useEffect(() => {
    bulk.count();
  }, []);
  const isBusy = phase === 'counting' || phase === 'running';
  const [isStopping, setStopping] = useState(false);
  useEffect(() => {
    if (!isBusy) setStopping(false);
  }, [isBusy]);
  const stop = () => {
    setStopping(true); // the step under way is still done
    bulk.stop();
  };
  const end = () => {
    bulk.stop();
    close(done.touched);
  };
  return (
    <Modal
      open
      title={action.title}
      onCancel={end}
      mask={{ closable: !isBusy }}
      footer={[
        isBusy ? (
          <Button key="stop" loading={isStopping} onClick={stop}>
            {say('stop')}
          </Button>
        ) : (
          <Button key="close" onClick={end}>
            {say('close')}
          </Button>
        ),
        phase === 'counted' && counted.touched > 0 && (
          <Button key="do" type="primary" danger={action.isDangerous ?? false} onClick={bulk.run}>
            {action.title}
          </Button>
        ),
        (phase === 'failed' || phase === 'stopped') && (
          <Button key="again" onClick={bulk.count}>
            {say('recount')}
          </Button>
        ),
      ]}
    >
      <p>{action.note}</p>
      {action.choice && phase !== 'running' && <div className={css.choice}>{action.choice}</div>}
      <div aria-live="polite">
        {phase === 'counting' && <p>{`${say('counting')} ${counted.touched}`}</p>}
        {phase === 'counted' && <Counted totals={counted} linkOf={linkOf} />}
        {phase === 'running' && (
          <>
            <Progress percent={percent(done.touched, counted.touched)} status="active" />
            <p>{say('running', { done: done.touched, all: counted.touched })}</p>
            <Typography.Text type="secondary">{say('stepwise')}</Typography.Text>
          </>
        )}
        {(phase === 'done' || phase === 'stopped' || phase === 'failed') && (
          <>
            <Problem of={problem} />
            <Ended phase={phase} counted={counted} done={done} />
            <Skipped totals={done} linkOf={linkOf} />
          </>
        )}
      </div>
    </Modal>
  );
}

function Counted({ totals, linkOf }: { totals: Totals; linkOf(record: number): string }) {
  const say = useWords(words);
  return (
    <>
      <Typography.Paragraph strong data-counted={totals.touched}>
        {totals.touched === 0 ? say('wouldNone') : say('would', { count: totals.touched })}
      </Typography.Paragraph>
      <Skipped totals={totals} linkOf={linkOf} />
    </>
  );
}

function Ended({ phase, counted, done }: { phase: 'done' | 'stopped' | 'failed'; counted: Totals; done: Totals }) {
  const say = useWords(words);
  if (phase === 'stopped' && done.touched === 0 && done.skipped.length === 0) return <p>{say('stoppedCount')}</p>;
  const differ = done.touched - counted.touched;
  return (
    <Alert
      type={phase === 'done' ? 'success' : 'warning'}
      showIcon
      title={say(phase, { count: done.touched })}
      description={phase === 'done' && differ !== 0 && say(differ < 0 ? 'fewer' : 'more', { count: Math.abs(differ) })}
      className={css.ended}
    />
  );
}

const MOST_SHOWN = 200;

/** Records that were left as they are, by reason. */
function Skipped({ totals: { skipped }, linkOf }: { totals: Totals; linkOf(record: number): string }) {
  const say = useWords(words);
  const why = useWords(whys);
  if (skipped.length === 0) return null;
  const byWhy = Map.groupBy(skipped, (each) => each.why);
  return (
    <div className={css.skipped}>
      <p>{say('stay', { count: skipped.length })}</p>
      {[...byWhy].map(([reason, records]) => (
        <details key={reason}>
          <summary>{`${records.length} · ${why(reason as never)}`}</summary>
          <div className={css.records}>
            {records.slice(0, MOST_SHOWN).map(({ record }) => (
              <a key={record} href={linkOf(record)} target="_blank" rel="noreferrer">
                {record}
              </a>
            ))}
            {records.length > MOST_SHOWN && <span>{say('andMore', { count: records.length - MOST_SHOWN })}</span>}
          </div>
        </details>
      ))}
    </div>
  );
}

function percent(done: number, all: number): number {
  return all === 0 ? 100 : Math.min(100, Math.round((100 * done) / all));
}
