import { Modal } from 'antd';
import { shortcutsNow } from '../keyboard/use-keys.ts';
import { useWords } from '../language/words.ts';
import css from './keyboard.module.css';
import { words } from './words.ts';

/** What the keys do on the page that is looked at. */
export function Keyboard({ isOpen, close }: { isOpen: boolean; close(): void }) {
  const say = useWords(words);
  return (
    <Modal open={isOpen} title={say('shortcuts')} footer={null} onCancel={close} width={420} destroyOnHidden>
      {isOpen && (
        <dl className={css.keys}>
          {shortcutsNow()
            .filter(({ says }) => says !== '')
            .sort((a, b) => a.keys.length - b.keys.length)
            .map(({ keys, says }) => (
              <div key={keys}>
                <dt>
                  {keys.split(' ').map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{says}</dd>
              </div>
            ))}
        </dl>
      )}
    </Modal>
  );
}
