import { Grid } from 'antd';
import type { Language } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import css from './docs.module.css';
import { type Doc, docOf, names } from './library.ts';
import { ToDoc } from './links.tsx';
import { CHINESE_TITLES, CONTENTS } from './page-list.ts';
import { words } from './words.ts';

const listed = new Set(CONTENTS.flatMap(({ pages }) => pages));
/** Pages in a folder stand in the list of their folder. */
const others = names.filter((name) => !listed.has(name) && !name.includes('/'));
const groups = CONTENTS.map((group, at) => (at === CONTENTS.length - 2 ? { ...group, pages: [...group.pages, ...others] } : group));

/** All pages, by what they are for. */
export function Contents({ language, chosen }: { language: Language; chosen: string }) {
  const say = useWords(words);
  const { lg = true } = Grid.useBreakpoint();
  const list = (
    <nav aria-label={say('contents')} className={css.contents}>
      {groups.map(({ title, pages }) => (
        <section key={title.en as string}>
          <h2>{title[language] as string}</h2>
          <ul>
            {pages.map((name) => {
              const doc = docOf(name, language);
              return (
                doc && (
                  <li key={name} className={name === chosen ? css.chosen : ''} aria-current={name === chosen ? 'page' : undefined}>
                    <ToDoc name={name}>{titleOf(doc, language)}</ToDoc>
                  </li>
                )
              );
            })}
          </ul>
        </section>
      ))}
    </nav>
  );
  // Where it is narrow the page comes first.
  return lg ? (
    list
  ) : (
    <details key={chosen} className={css.folded}>
      <summary>{say('contents')}</summary>
      {list}
    </details>
  );
}

/** The part of a title that tells it from the others, in the language that is chosen. */
function titleOf({ name, title }: Doc, language: Language): string {
  if (language === 'zh') return CHINESE_TITLES[name] ?? title.replace(/[,，:：].*$/, '');
  return title.replace(/[,:].*$/, '').replace(/\s*\p{Script=Han}.*$/u, '');
}
