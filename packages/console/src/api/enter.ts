import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { chooseLanguage } from '../language/language.ts';
import { type Answer, carry } from './call.ts';

/** Goes into the console as whoever has just signed in: to where they came from, or to the first page. */
export function useEnter(): (session: Answer<'POST /api/session'>, from?: string) => void {
  const client = useQueryClient();
  const router = useRouter();
  return ({ seller, name, role, csrf, language }, from = '/') => {
    carry(csrf);
    client.clear();
    client.setQueryData(['session'], { seller, name, role });
    if (language) chooseLanguage(language);
    // A path of this page, never another host's: `//elsewhere`.
    router.history.replace(/^\/(?![/\\])/.test(from) ? from : '/');
  };
}
