import { type AnyRoute, createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { pages } from './pages/index.ts';
import type { Page } from './pages/page.ts';
import { Gate } from './shell/gate.tsx';
import { Broken, NotFound } from './shell/lost.tsx';

// Addresses come from the list of pages, so their types are not known here; what a page reads of its address it names itself.
const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken } as never) as AnyRoute;
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Gate } as never) as AnyRoute;

const open = pages.filter(({ role }) => role === 'anyone').map((page) => routeOf(page, () => root));
const gated = pages.filter(({ role }) => role !== 'anyone').map((page) => routeOf(page, () => inside));

function routeOf({ path, load }: Page, getParentRoute: () => AnyRoute): AnyRoute {
  return createRoute({ getParentRoute, path, component: lazyRouteComponent(load), errorComponent: Broken } as never);
}

/** The pages, by their addresses. Search parts are plain text: `?state=failed&shop=S1`. */
export const router = createRouter({
  routeTree: root.addChildren([...open, inside.addChildren(gated)]),
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search as Record<string, string>).filter(([, value]) => value !== undefined),
    ).toString();
    return text === '' ? '' : `?${text}`;
  },
  scrollRestoration: true,
});
