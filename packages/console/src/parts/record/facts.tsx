import { Descriptions } from 'antd';
import type { ReactNode } from 'react';

/** What is known of a record, name by name. */
export function Facts({ facts }: { facts: [label: string, value: ReactNode][] }) {
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, sm: 1, md: 2, lg: 2, xl: 3, xxl: 4 }}
      items={facts.map(([label, children]) => ({ key: label, label, children }))}
      style={{ marginBlockEnd: 16 }}
    />
  );
}
