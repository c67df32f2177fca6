import { account } from './account/index.ts';
import { audit } from './audit/index.ts';
import { carriers } from './carriers/index.ts';
import { docs, docsPage } from './docs/index.ts';
import { items } from './items/index.ts';
import { keys } from './keys/index.ts';
import { levels } from './levels/index.ts';
import { mapping } from './listings/index.ts';
import { oneOrder, orders } from './orders/index.ts';
import { overview } from './overview/index.ts';
import type { Page } from './page.ts';
import { people } from './people/index.ts';
import { requests } from './requests/index.ts';
import { oneRule, rules } from './rules/index.ts';
import { sandbox } from './sandbox/index.ts';
import { setup } from './setup/index.ts';
import { shipmentRecord, shipmentSync } from './shipment-sync/index.ts';
import { shops } from './shops/index.ts';
import { signIn } from './sign-in/index.ts';
import { listingRecord, stockSync } from './stock-sync/index.ts';
import { suites } from './suites/index.ts';

/** Every page, in the order of the navigation. */
export const pages: readonly Page[] = [
  overview,
  stockSync,
  listingRecord,
  shipmentSync,
  shipmentRecord,
  orders,
  oneOrder,
  requests,
  mapping,
  items,
  suites,
  levels,
  rules,
  oneRule,
  carriers,
  shops,
  keys,
  people,
  audit,
  account,
  sandbox,
  docs,
  docsPage,
  signIn,
  setup,
];
