import { useEffect, useRef } from 'react';

/** What a key does: a letter, `/`, `?`, `Enter`, `Escape`, or two letters one after the other (`g s`). */
export interface Shortcut {
  keys: string;
  /** For the list that `?` shows. */
  says: string;
  act(): void;
}

const active = new Set<{ current: Shortcut[] }>();

/** Two keys belong together when the second comes within this time. */
const TOGETHER_MS = 900;

/** These keys act while the component is there. Not while somebody types, nor with Ctrl, Alt or Meta; the newest component comes first. */
export function useKeys(shortcuts: Shortcut[]): void {
  const held = useRef(shortcuts);
  held.current = shortcuts;
  useEffect(() => {
    active.add(held);
    return () => void active.delete(held);
  }, []);
}

/** All that act now, the newest first, each key once. */
export function shortcutsNow(): Shortcut[] {
  const byKeys = new Map<string, Shortcut>();
  for (const { current } of [...active].reverse())
    for (const shortcut of current) if (!byKeys.has(shortcut.keys)) byKeys.set(shortcut.keys, shortcut);
  return [...byKeys.values()];
}

let before = { key: '', at: 0 };

function pressed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event)) return;
  const together = event.timeStamp - before.at < TOGETHER_MS ? `${before.key} ${event.key}` : '';
  before = { key: event.key, at: event.timeStamp };
  const shortcuts = shortcutsNow();
  const found = shortcuts.find(({ keys }) => keys === together) ?? shortcuts.find(({ keys }) => keys === event.key);
  if (!found) return;
  event.preventDefault();
  found.act();
}

/** Where keys write, or work something of their own (a button takes `Enter`). */
function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('input, textarea, select, [role="combobox"], .ant-picker-dropdown')) return true;
  return target.closest('[role="dialog"]') !== null
    ? key !== 'Escape' && key !== '?'
    : key === 'Enter' && target.closest('a, button, [role="menuitem"]') !== null;
}

/** Listens from now on; once. */
export function listenForKeys(): void {
  addEventListener('keydown', pressed);
}
