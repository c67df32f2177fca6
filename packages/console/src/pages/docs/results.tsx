import { Empty } from 'antd';
import { createElement, Fragment, useMemo } from 'react';
import type { Language } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import css from './docs.module.css';
import { ToDoc } from './links.tsx';
import { MOST, marksIn, search } from './search.ts';
import { words } from './words.ts';

/** Where the words stand that were searched for, over all pages. */
export function Results({ q, language }: { q: string; language: Language }) {
  const say = useWords(words);
  const found = useMemo(() => search(q, language), [q, language]);
  return (
    <div className={css.text}>
      <h1>{say('results', { q })}</h1>
      <p role="status">
        {say('found', { count: found.length })}
        {found.length > MOST && <> · {say('most', { n: MOST })}</>}
      </p>
      {found.length === 0 && <Empty description={`${say('none')} ${say('noneNote')}`} />}
      <ol className={css.results}>
        {found.slice(0, MOST).map(({ name, page, heading, id, around }) => (
          <li key={`${name}#${id}`}>
            <span className={css.place}>
              <ToDoc name={name} hash={id}>
                <Marked text={heading === '' ? page : heading} words={q} />
              </ToDoc>
            </span>
            {heading !== '' && <span className={css.of}> · {page}</span>}
            <p>
              <Marked text={around} words={q} />
            </p>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Marked({ text, words }: { text: string; words: string }) {
  const parts = marksIn(text, words).map((part, at) => (at % 2 === 1 ? createElement('mark', {}, part) : part));
  return createElement(Fragment, null, ...parts);
}
