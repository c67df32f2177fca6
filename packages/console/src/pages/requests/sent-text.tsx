import { Typography } from 'antd';
import { useWords } from '../../language/words.ts';
import css from './requests.module.css';
import { words } from './words.ts';

/** Longer JSON is shown as it came: taking it apart would keep the page busy. */
const LONGEST = 100_000;

/** A text as it travelled, JSON with a line for each value. A stranger's text, and only ever text. */
export function SentText({ text, large = false }: { text: string; large?: boolean }) {
  const say = useWords(words);
  if (text === '') return <span className={css.nothing}>{say('empty')}</span>;
  const shown = pretty(text);
  if (!large && !shown.includes('\n') && shown.length <= 80) return <bdi className={css.code}>{shown}</bdi>;
  return (
    <div className={css.box}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <pre className={css.text} tabIndex={0}>
        <bdi>{shown}</bdi>
      </pre>
      <Typography.Text copyable={{ text, tooltips: false }} className={css.copy} aria-label={say('copy')} />
    </div>
  );
}

function pretty(text: string): string {
  if (text.length > LONGEST || !/^\s*[[{]/.test(text)) return text;
  try {
    // Only where nothing is lost: a number of many digits is no number of JavaScript.
    return /\d{16}/.test(text) ? text : JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
