import { App, Button } from 'antd';
import { useAct } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { Problem } from '../../parts/problem.tsx';
import { useCan } from '../../parts/use-can.ts';
import { Card } from './card.tsx';
import css from './sandbox.module.css';
import { words } from './words.ts';

const SCENES = [
  ...(['whole', 'split', 'split-off-main', 'split-off-first', 'split-off-last', 'one-sub-order'] as const),
  ...(['packages', 'merged', 'by-quantity', 'long-list', 'partly-refunded'] as const),
];

/** Parcels of every documented kind, on request. */
export function Scenes() {
  const say = useWords(words);
  const { message } = App.useApp();
  const mayWrite = useCan('operator');
  const play = useAct('POST /api/sandbox/scenes/{scene}', { renews: ['/api/'] });
  const doIt = (scene: (typeof SCENES)[number]) =>
    play.mutate({ params: { scene } }, { onSuccess: ({ tids }) => void message.success(say('played', { tids: tids.join(', ') })) });
  return (
    <Card title={say('scenes')} note={say('scenesNote')}>
      <Problem of={play.error} />
      <ul className={css.list}>
        {SCENES.map((scene) => (
          <li key={scene} className={css.line}>
            <span>{say(scene)}</span>
            <Button
              size="small"
              aria-label={say('playNamed', { name: say(scene) })}
              disabled={!mayWrite || play.isPending}
              loading={play.isPending && play.variables.params.scene === scene}
              onClick={() => doIt(scene)}
            >
              {say('play')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
