import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { useRef } from 'react';
import { useKeys } from '../keyboard/use-keys.ts';
import { declareWords, useWords } from '../language/words.ts';
import { useTyped } from './use-typed.ts';

const words = declareWords('search-box', { search: { en: 'Search', zh: '搜索' } });

/** Searches this long after the last letter. */
const PAUSE_MS = 300;

/** The box that `/` goes to. What is typed is searched for a moment later, or at once with Enter. */
export function SearchBox({ value, placeholder, search }: { value: string; placeholder: string; search(text: string): void }) {
  const say = useWords(words);
  const input = useRef<InputRef>(null);
  const [text, setText] = useTyped(value, search, PAUSE_MS);
  useKeys([{ keys: '/', says: say('search'), act: () => input.current?.focus({ cursor: 'all' }) }]);
  return (
    <Input
      ref={input}
      type="search"
      allowClear
      aria-label={say('search')}
      prefix={<SearchOutlined aria-hidden />}
      placeholder={placeholder}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onPressEnter={() => search(text.trim())}
      onKeyDown={({ key }) => key === 'Escape' && input.current?.blur()}
      style={{ width: 'min(340px, 100%)' }}
    />
  );
}
