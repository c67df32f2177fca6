import { useNavigate, useRouterState } from '@tanstack/react-router';
import { Empty, Typography } from 'antd';
import { useEffect, useMemo } from 'react';
import type { Language } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import { headingOf, headingsOf, parse } from './anchors.ts';
import css from './docs.module.css';
import { docOf } from './library.ts';
import { Markdown } from './markdown.tsx';
import { words } from './words.ts';

/**
 * One page, at the heading that its address names.
 *
 * @param said a message; the heading that explains it is looked for
 */
export function Reader({ name, language, said }: { name: string; language: Language; said: string }) {
  const say = useWords(words);
  const navigate = useNavigate();
  const hash = useRouterState({ select: ({ location }) => decodeURIComponent(location.hash) });
  const doc = docOf(name, language);
  const read = useMemo(() => {
    const tokens = parse(doc?.text ?? '');
    return { tokens, headings: headingsOf(tokens) };
  }, [doc]);
  useEffect(() => {
    const heading = said === '' ? undefined : headingOf(said, read.headings.values());
    if (heading) void navigate({ to: '.', search: {} as never, hash: heading.id, replace: true });
  }, [said, read, navigate]);
  useEffect(() => {
    if (hash === '') return;
    const heading = document.getElementById(hash);
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }, [hash]);
  if (!doc) {
    return (
      <div className={css.text}>
        <h1>{say('missing')}</h1>
        <Empty description={say('missingNote')} />
      </div>
    );
  }
  const parts = [...read.headings.values()].filter(({ depth }) => depth === 2);
  return (
    <>
      <article className={css.text}>
        <h1>{doc.title}</h1>
        {!doc.isTranslated && <Typography.Paragraph type="secondary">{say('englishOnly')}</Typography.Paragraph>}
        <div lang={doc.isTranslated ? undefined : 'en'}>
          <Markdown name={name} {...read} />
        </div>
      </article>
      {parts.length > 1 && (
        <nav aria-label={say('onThisPage')} className={css.parts}>
          <h2>{say('onThisPage')}</h2>
          <ul>
            {parts.map(({ id, text }) => (
              <li key={id}>
                <a href={`#${encodeURIComponent(id)}`}>{text}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  );
}
