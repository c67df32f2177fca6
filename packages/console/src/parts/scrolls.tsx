import { type ReactNode, useEffect, useRef } from 'react';

/** Tables that hold nothing to go to with the keyboard: where they scroll sideways, they are gone to themselves. */
export function Scrolls({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    for (const rows of box.current?.querySelectorAll<HTMLElement>('.ant-table-content') ?? [])
      rows.tabIndex = rows.scrollWidth > rows.clientWidth ? 0 : -1;
  });
  return <div ref={box}>{children}</div>;
}
