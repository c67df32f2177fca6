import { type ReactNode, useEffect, useRef } from 'react';

/** Tables that hold nothing to go to with the keyboard: while they scroll sideways, they are gone to themselves. */
export function Scrolls({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const look = () => {
      for (const rows of box.current?.querySelectorAll<HTMLElement>('.ant-table-content') ?? [])
        rows.tabIndex = rows.scrollWidth > rows.clientWidth ? 0 : -1;
    };
    // Widths are known only once styles and rows are there.
    const watch = new ResizeObserver(look);
    for (const table of box.current?.querySelectorAll('.ant-table-content, .ant-table-content > table') ?? []) watch.observe(table);
    look();
    return () => watch.disconnect();
  });
  return <div ref={box}>{children}</div>;
}
