import { App, Flex, Modal } from 'antd';
import type { ReactNode } from 'react';
import type { Answer, At, Input } from '../api/call.ts';
import { useAct } from '../api/use-api.ts';
import { declareWords, useWords } from '../language/words.ts';
import { Problem } from './problem.tsx';

const words = declareWords('act-dialog', {
  cancel: { en: 'Cancel', zh: '取消' },
  done: { en: 'Done', zh: '已完成' },
});

interface Props<A extends At> {
  title: string;
  /** What the button says: the thing that is done. */
  act: string;
  danger?: boolean;
  at: A;
  /** What is sent; null while something is missing. */
  input: Input<A> | null;
  /** Beginnings of the addresses whose answers are another afterwards. */
  renews: string[];
  close(): void;
  done?: (answer: Answer<A>) => void;
  /** What is said when it is done. */
  told?: string;
  wide?: boolean;
  children?: ReactNode;
}

/** A dialog for one write: its fields, what will happen, and the button that does it. Shown while it is mounted; closes itself when it is done. */
export function ActDialog<A extends At>(props: Props<A>) {
  const { title, act, danger = false, at, input, renews, close, done, told, wide = false, children } = props;
  const say = useWords(words);
  const { message } = App.useApp();
  const write = useAct(at, { renews });
  const doIt = () =>
    input &&
    write.mutate(input, {
      onSuccess: (answer) => {
        void message.success(told ?? say('done'));
        close();
        done?.(answer);
      },
    });
  return (
    <Modal
      open
      title={title}
      width={wide ? 760 : 560}
      onCancel={close}
      onOk={doIt}
      okText={act}
      cancelText={say('cancel')}
      okButtonProps={{ danger, disabled: input === null }}
      confirmLoading={write.isPending}
    >
      <Flex vertical gap="middle" style={{ paddingBlock: 8 }}>
        {children}
        <Problem of={write.error} />
      </Flex>
    </Modal>
  );
}
