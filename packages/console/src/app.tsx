import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as Antd } from 'antd';
import { StrictMode } from 'react';
import { ApiProblem } from './api/problem.ts';
import { noteEnd } from './api/session.tsx';
import { router } from './router.tsx';
import { Theme } from './theme/theme.tsx';

const AGAIN_MS = 3000;

const onError = (error: unknown) => noteEnd(client, error);

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 2000,
      retry: (times, error) => times < 3 && error instanceof ApiProblem && error.mayPass,
      retryDelay: AGAIN_MS,
    },
    mutations: { retry: (times, error) => times < 1 && error instanceof ApiProblem && error.code === 'unreachable', retryDelay: 500 },
  },
});

/** The console. */
export function App() {
  return (
    <StrictMode>
      <QueryClientProvider client={client}>
        <Theme>
          <Antd>
            <RouterProvider router={router} />
          </Antd>
        </Theme>
      </QueryClientProvider>
    </StrictMode>
  );
}
