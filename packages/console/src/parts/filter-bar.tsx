import { Flex } from 'antd';
import type { ReactNode } from 'react';

/** The filters of a list, one beside the other, broken into lines where it is narrow. */
export function FilterBar({ children }: { children: ReactNode }) {
  return (
    <Flex wrap gap={8} role="search" style={{ marginBlockEnd: 12 }}>
      {children}
    </Flex>
  );
}
