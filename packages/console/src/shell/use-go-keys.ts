import { useNavigate } from '@tanstack/react-router';
import type { Session } from '../api/session.tsx';
import { useKeys } from '../keyboard/use-keys.ts';
import { useLanguage } from '../language/language.ts';
import { useWords } from '../language/words.ts';
import { useShownPages } from './shown-pages.ts';
import { words } from './words.ts';

/** `g` and a page's letter go there. */
export function useGoKeys(session: Session): void {
  const say = useWords(words);
  const language = useLanguage();
  const navigate = useNavigate();
  const shown = useShownPages(session);
  useKeys(
    shown
      .filter(({ key }) => key)
      .map(({ key, path, title }) => ({
        keys: `g ${key}`,
        says: say('go', { page: title[language] as string }),
        act: () => void navigate({ to: path }),
      })),
  );
}
