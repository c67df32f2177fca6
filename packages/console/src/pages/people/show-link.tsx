import { App, Button, Input, Modal, Space, Typography } from 'antd';
import { useWords } from '../../language/words.ts';
import { words } from './words.ts';

/** A one-time link that was just made. */
export interface MadeLink {
  name: string;
  /** The page it leads to, without the host. */
  link: string;
}

/** Shows a link this once, to be sent to somebody. */
export function ShowLink({ of: made, close }: { of: MadeLink | null; close(): void }) {
  const say = useWords(words);
  const { message } = App.useApp();
  const whole = made ? location.origin + made.link : '';
  const copy = async () => {
    await navigator.clipboard.writeText(whole);
    void message.success(say('copied'));
  };
  return (
    <Modal
      open={made !== null}
      title={<bdi>{say('linkTitle', { name: made?.name ?? '' })}</bdi>}
      onCancel={close}
      footer={<Button onClick={close}>{say('close')}</Button>}
      mask={{ closable: false }}
    >
      <Typography.Paragraph type="secondary">{say('linkNote')}</Typography.Paragraph>
      <Space.Compact style={{ width: '100%' }}>
        <Input readOnly value={whole} aria-label={say('linkTitle', { name: made?.name ?? '' })} onFocus={({ target }) => target.select()} />
        {/* Only where the page may write there: over TLS, or on this machine. */}
        {isSecureContext && (
          <Button type="primary" onClick={() => void copy()}>
            {say('copy')}
          </Button>
        )}
      </Space.Compact>
    </Modal>
  );
}
