import { Alert, ConfigProvider } from 'antd';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useCan } from '../../parts/use-can.ts';
import { Clock } from './clock.tsx';
import { Faults } from './faults.tsx';
import { MoveStock } from './move-stock.tsx';
import css from './sandbox.module.css';
import { Scenes } from './scenes.tsx';
import { States } from './states.tsx';
import { words } from './words.ts';

/** Everything that the sandbox commands do; only where the server is one. */
export default function Sandbox() {
  const say = useWords(words);
  const mayWrite = useCan('operator');
  const { data, error, refetch } = useApi('GET /api/sandbox', {}, { everyMs: 5000 });
  return (
    <>
      <PageHead title={say('title')} note={say('note')} />
      <Problem of={error} again={() => void refetch()} />
      {!mayWrite && <Alert type="info" showIcon title={say('readOnly')} style={{ marginBlockEnd: 16 }} />}
      {data && (
        <ConfigProvider componentDisabled={!mayWrite}>
          <div className={css.cards}>
            <div className={css.column}>
              <MoveStock />
              <Scenes />
            </div>
            <div className={css.column}>
              <Faults faults={data.faults} />
              <Clock shiftMs={data.shiftMs} />
              <States states={data.states} />
            </div>
          </div>
        </ConfigProvider>
      )}
    </>
  );
}
