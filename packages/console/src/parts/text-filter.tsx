import { Input } from 'antd';
import { useTyped } from './use-typed.ts';

const PAUSE_MS = 400;

/** A filter that takes any text; what is typed is looked for a moment later, or at once with Enter. */
export function TextFilter({ value, label, search }: { value: string; label: string; search(text: string): void }) {
  const [text, setText] = useTyped(value, search, PAUSE_MS);
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
