import { backup } from './backup/backup.ts';
import { raiseNumbers } from './backup/raise.ts';
import type { Context } from './context.ts';
import { run } from './engine.ts';
import { groupFailures } from './figures/failures.ts';
import { figuresHistory } from './figures/history.ts';
import { readMeters } from './figures/meters.ts';
import { overviewNow } from './figures/now.ts';
import { exportRows } from './import/export.ts';
import { exportFound } from './import/export-found.ts';
import { checkImport, importRows } from './import/import.ts';
import { readChanges } from './journal/changes.ts';
import { readJournal } from './journal/read.ts';
import { recentActivity } from './journal/recent.ts';
import { searchJournal } from './journal/search.ts';
import { beginOnce, endOnce, type Once, type OnceInput, once } from './once.ts';
import { actOnShipments } from './orders/act-on-shipments.ts';
import { approveTrades } from './orders/approve-trades.ts';
import { listCarriers, listUnmappedCarriers, saveCarrier } from './orders/carriers.ts';
import { listOrders } from './orders/list-orders.ts';
import { listTrades } from './orders/list-trades.ts';
import { mergeTrades } from './orders/merge-trades.ts';
import { pushOrders } from './orders/push.ts';
import { closeOrder, payOrder, refundSubOrders } from './orders/settle-order.ts';
import { shipOrder, shipTrade } from './orders/ship.ts';
import { cancelShipment, requeueShipment } from './orders/shipment-verbs.ts';
import { showOrder } from './orders/show-order.ts';
import { showShipment } from './orders/show-shipment.ts';
import { splitTrade } from './orders/split-trade.ts';
import { addAudit, auditActors, readAudit } from './people/audit.ts';
import { type AuditedInput, audited } from './people/audited.ts';
import { changePassword, setPassword } from './people/change-password.ts';
import { changePerson, listPeople } from './people/people.ts';
import { endSessions, findSession, listSessions } from './people/sessions.ts';
import { findSetupLink, invitePerson, makeSetupLink, useSetupLink } from './people/setup-links.ts';
import { signIn } from './people/sign-in.ts';
import { actOnListings } from './pool/act-on-listings.ts';
import { listListings, showListing } from './pool/list-listings.ts';
import { listShipments } from './pool/list-shipments.ts';
import { pendingByShop } from './pool/pending.ts';
import { readStory } from './pool/story.ts';
import { markSandbox } from './sandbox/sandbox.ts';
import { listStates, resetState, saveState } from './sandbox/states.ts';
import { setKeyRights, setKeyShops } from './sellers/key-rights.ts';
import { endPreviousSecret, rotateKey } from './sellers/key-rotation.ts';
import { addKey, disableKey, listKeys } from './sellers/keys.ts';
import { prepareProbe } from './sellers/probe.ts';
import { addSeller } from './sellers/sellers.ts';
import { addToken, findToken, listTokens, revokeToken } from './sellers/tokens.ts';
import { explainListing, listUnsynced } from './stock/explain-listing.ts';
import { feedSlice } from './stock/feed-slice.ts';
import { listItems, saveItem, showItem } from './stock/item-verbs.ts';
import { journalOfItem } from './stock/journal-of-item.ts';
import { adjustLevel, setLevels } from './stock/level-verbs.ts';
import { listLevels } from './stock/list-levels.ts';
import { listShops } from './stock/list-shops.ts';
import { listStocktakes, showStocktake } from './stock/list-stocktakes.ts';
import { listWarehouses } from './stock/list-warehouses.ts';
import {
  bindListing,
  disableListing,
  enableListing,
  forceListing,
  matchListing,
  setListingRule,
  suspendListing,
  unbindListing,
} from './stock/listing-verbs.ts';
import { listingsOf } from './stock/listings-of.ts';
import { mappingGaps } from './stock/mapping-gaps.ts';
import { pauseShop } from './stock/pause-shop.ts';
import { pendingFanOuts } from './stock/pending-fan-outs.ts';
import { pushListings } from './stock/push-listings.ts';
import { queryLevels } from './stock/query-levels.ts';
import { removeItem } from './stock/remove-item.ts';
import { listRules, previewRule, removeRule, saveRule } from './stock/rule-verbs.ts';
import { saveShop, saveWarehouse, showShop, showWarehouse } from './stock/shop-verbs.ts';
import { countStock } from './stock/stocktake.ts';
import { listSuites, removeSuite, saveSuite, showSuite } from './stock/suite-verbs.ts';
import { listUnbound } from './stock/unbound.ts';
import { describeStore } from './store/describe.ts';
import { type Tried, tryOut } from './try-out.ts';

/** The verbs that a server's first minute can do without, loaded with the first that is called. */
export const otherVerbs = {
  addSeller,
  addKey,
  listKeys,
  disableKey,
  setKeyRights,
  rotateKey,
  endPreviousSecret,
  checkImport,
  importRows,
  pendingFanOuts,
  listRules,
  saveRule,
  removeRule,
  previewRule,
  bindListing,
  unbindListing,
  matchListing,
  suspendListing,
  disableListing,
  enableListing,
  forceListing,
  setListingRule,
  listUnsynced,
  explainListing,
  requeueShipment,
  cancelShipment,
  pushOrders,
  payOrder,
  closeOrder,
  refundSubOrders,
  approveTrades,
  splitTrade,
  mergeTrades,
  shipTrade,
  shipOrder,
  listOrders,
  showOrder,
  listTrades,
  saveCarrier,
  listCarriers,
  listUnmappedCarriers,
  feedSlice,
  setLevels,
  adjustLevel,
  countStock,
  queryLevels,
  journalOfItem,
  pushListings,
  listShops,
  listWarehouses,
  listItems,
  saveItem,
  showItem,
  removeItem,
  listingsOf,
  listUnbound,
  mappingGaps,
  listLevels,
  listStocktakes,
  showStocktake,
  listSuites,
  removeSuite,
  saveSuite,
  showSuite,
  saveShop,
  saveWarehouse,
  showShop,
  showWarehouse,
  pendingByShop,
  readJournal,
  searchJournal,
  backup,
  raiseNumbers,
  recentActivity,
  describeStore,
  markSandbox,
  saveState,
  resetState,
  listStates,
  addToken,
  listTokens,
  revokeToken,
  findToken,
  beginOnce,
  endOnce,
  pauseShop,
  setKeyShops,
  listListings,
  showListing,
  listShipments,
  showShipment,
  readStory,
  readChanges,
  exportRows,
  exportFound,
  actOnListings,
  actOnShipments,
  overviewNow,
  figuresHistory,
  groupFailures,
  readMeters,
  prepareProbe,
  addAudit,
  readAudit,
  auditActors,
  changePassword,
  setPassword,
  invitePerson,
  changePerson,
  listPeople,
  endSessions,
  findSession,
  listSessions,
  findSetupLink,
  makeSetupLink,
  useSetupLink,
  signIn,
  once: (context: Context, input: OnceInput): Promise<Once> => once(context, input, run),
  tryOut: (context: Context, input: { seller: string; verb: string; input: unknown; actor: string }): Promise<Tried> =>
    tryOut(context, input, run),
  audited: (context: Context, input: AuditedInput): Promise<unknown> => audited(context, input, run),
};
