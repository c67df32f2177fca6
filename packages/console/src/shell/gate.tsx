import { Navigate, useRouterState } from '@tanstack/react-router';
import { Result, Spin } from 'antd';
import { reaches, useSession } from '../api/session.tsx';
import { useWords } from '../language/words.ts';
import { pages } from '../pages/index.ts';
import { Problem } from '../parts/problem.tsx';
import { Heading } from './lost.tsx';
import { Shell } from './shell.tsx';
import { words } from './words.ts';

/** Lets in who is signed in, and sends others to the sign-in page, from where they come back. */
export function Gate() {
  const { data: session, error, isPending, refetch } = useSession();
  const { href: from, pathname } = useRouterState({ select: ({ location }) => location });
  if (isPending) return <Spin fullscreen delay={300} />;
  if (error && !session) return <Problem of={error} again={() => void refetch()} />;
  // On its way there already: the address is the sign-in page's own before that page is loaded.
  if (!session && pathname === '/sign-in') return <Spin fullscreen delay={300} />;
  if (!session) return <Navigate to="/sign-in" search={from === '/' ? {} : ({ from } as never)} replace />;
  return <Shell session={session} />;
}

/** A page that needs a role says so to others, instead of failing call by call. */
export function useForbidden(): React.ReactNode {
  const say = useWords(words);
  const { data: session } = useSession();
  const path = useRouterState({ select: ({ matches }): string => matches.at(-1)?.fullPath ?? '' });
  const role = pages.find((page) => page.path === path)?.role;
  if (!session || !role || role === 'anyone' || reaches(session.role, role)) return null;
  return <Result status="403" title={<Heading>{say('forbidden', { role: say(role) })}</Heading>} subTitle={say('forbiddenNote')} />;
}
