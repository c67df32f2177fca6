import { useParams } from '@tanstack/react-router';
import { useLanguage } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import { SearchBox } from '../../parts/search-box.tsx';
import { useFilters } from '../../parts/use-filters.ts';
import { Contents } from './contents.tsx';
import css from './docs.module.css';
import { nameOf } from './library.ts';
import { Reader } from './reader.tsx';
import { Results } from './results.tsx';
import { words } from './words.ts';

/** What is read where no page is named. */
const FIRST = 'getting-started';

const DEFAULTS = { q: '', said: '' };

/** The documentation of the version that runs: its pages on the left, one of them, or what was searched for. */
export default function Docs() {
  const say = useWords(words);
  const language = useLanguage();
  const { _splat: address = '' } = useParams({ strict: false }) as { _splat?: string };
  const [{ q, said }, set] = useFilters(DEFAULTS);
  const name = nameOf(address) || FIRST;
  return (
    <div className={css.docs}>
      <div className={css.side}>
        <SearchBox value={q} placeholder={say('search')} search={(text) => set({ q: text }, { replace: q !== '' })} />
        <Contents language={language} chosen={name} />
      </div>
      {q !== '' ? (
        <Results q={q} language={language} />
      ) : (
        <Reader key={`${name} ${language}`} name={name} language={language} said={said} />
      )}
    </div>
  );
}
