import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useWords } from '../../language/words.ts';
import { copy } from './copy.ts';
import css from './markdown.module.css';
import { words } from './words.ts';

/** Lines to copy, with a button that does. Prompts and what a command printed are shown and not copied. */
export function CodeBlock({ text, language }: { text: string; language: string }) {
  const say = useWords(words);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <div className={css.code}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is to be reached by keys */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <Button
        size="small"
        type="text"
        className={css.copy}
        aria-label={say(isCopied ? 'copied' : 'copy')}
        icon={isCopied ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />}
        onClick={() => copy(toType(text, language)).then(setCopied)}
      />
    </div>
  );
}

/** What is typed of a block: of a session (`console`) the lines behind `$`. */
function toType(text: string, language: string): string {
  if (language !== 'console') return text;
  return [...text.matchAll(/^\$ (.*)$/gm)].map(([, line]) => line).join('\n');
}
