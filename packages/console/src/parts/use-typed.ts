import { useEffect, useState } from 'react';

/** What stands in a box that searches, and a way to type into it: searched for a moment after the last letter. */
export function useTyped(value: string, search: (text: string) => void, pauseMs: number): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => search(text.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [text, value, search, pauseMs]);
  return [text, setText];
}
