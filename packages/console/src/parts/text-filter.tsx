import { Input } from 'antd';
import { useEffect, useState } from 'react';

const PAUSE_MS = 400;

/** A filter that takes any text; what is typed is looked for a moment later, or at once with Enter. */
export function TextFilter({ value, label, search }: { value: string; label: string; search(text: string): void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => search(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, search]);
  return (
    <Input
      allowClear
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onPressEnter={() => search(text.trim())}
    />
  );
}
