import { useSyncExternalStore } from 'react';

/** What somebody chose: as the system has it, or one of both. */
export type Choice = 'system' | 'light' | 'dark';

const KEPT = 'tongbu.shade';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
const told = () => {
  for (const listener of listeners) listener();
};
system.addEventListener('change', told);

/** What was chosen in this browser; `system` at first. */
export function shadeChosen(): Choice {
  const kept = localStorage.getItem(KEPT);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Chooses, and keeps it for this browser. */
export function chooseShade(choice: Choice): void {
  localStorage.setItem(KEPT, choice);
  told();
}

function shadeNow(): 'light' | 'dark' {
  const chosen = shadeChosen();
  if (chosen !== 'system') return chosen;
  return system.matches ? 'dark' : 'light';
}

/** Light or dark, as it is now. */
export function useShade(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, shadeNow);
}

/** What is chosen; changes with it. */
export function useShadeChoice(): Choice {
  return useSyncExternalStore(subscribe, shadeChosen);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
