import { App, Button, Input, Modal, Space, Typography } from 'antd';
import { useWords } from '../../language/words.ts';
import { words } from './words.ts';

/** A secret that was just made. */
export interface MadeSecret {
  key: string;
  secret: string;
}

/** Shows a secret this once. */
export function ShowSecret({ of: made, close }: { of: MadeSecret | null; close(): void }) {
  const say = useWords(words);
  const { message } = App.useApp();
  const { key = '', secret = '' } = made ?? {};
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    void message.success(say('copied'));
  };
  return (
    <Modal
      open={made !== null}
      title={<bdi>{say('secretTitle', { key })}</bdi>}
      onCancel={close}
      footer={
        <Button type="primary" onClick={close}>
          {say('close')}
        </Button>
      }
      mask={{ closable: false }}
      keyboard={false}
      destroyOnHidden
    >
      <Typography.Paragraph type="secondary">{say('secretNote')}</Typography.Paragraph>
      <Space.Compact style={{ width: '100%' }}>
        <Input
          readOnly
          value={secret}
          aria-label={say('secretTitle', { key })}
          onFocus={({ target }) => target.select()}
          style={{ fontFamily: 'var(--ant-font-family-code)' }}
        />
        {/* Only where the page may write there: over TLS, or on this machine. */}
        {isSecureContext && <Button onClick={() => void copy()}>{say('copy')}</Button>}
      </Space.Compact>
    </Modal>
  );
}
