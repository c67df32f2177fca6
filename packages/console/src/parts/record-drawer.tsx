import { Drawer } from 'antd';
import type { ReactNode } from 'react';

/** One record beside its list; which one stands in the address, so that going back closes it. */
export function RecordDrawer({
  title,
  isOpen,
  close,
  actions,
  children,
}: {
  title: ReactNode;
  isOpen: boolean;
  close(): void;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Drawer
      open={isOpen}
      onClose={close}
      title={title}
      extra={actions}
      size="min(760px, 100vw)"
      destroyOnHidden
      styles={{ body: { paddingBlock: 16 } }}
    >
      {children}
    </Drawer>
  );
}
