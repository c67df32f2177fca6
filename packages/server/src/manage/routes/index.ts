import type { ApiOf, Route } from '../route.ts';
import { readDocs, readOpenapi } from './about.ts';
import { changeOwnPassword, endOtherSessions, endOwnSession, listOwnSessions, saveAccount } from './account.ts';
import {
  bindListing,
  disableListing,
  enableListing,
  matchListing,
  requeueListing,
  setListingRule,
  suspendListing,
  unbindListing,
} from './act-on-listing.ts';
import { listAuditActors, readAudit } from './audit.ts';
import { bulkListings } from './bulk-listings.ts';
import { bulkShipments } from './bulk-shipments.ts';
import { cancelListing } from './cancel-listing.ts';
import { listCarriers, saveCarrier } from './carriers.ts';
import { showCommandLine } from './command-line.ts';
import { countStock } from './count-stock.ts';
import { explainListing, listUnsynced } from './explain-listing.ts';
import { explainRequest } from './explain-request.ts';
import { exportListings, exportShipments } from './export-found.ts';
import { exportRows } from './export-rows.ts';
import { listFailures } from './failures.ts';
import { followChanges } from './follow-changes.ts';
import { importRows } from './import-rows.ts';
import { listInterfaces } from './interfaces.ts';
import { itemListings, listItems, removeItem, saveItem, showItem } from './items.ts';
import { addKey, disableKey, listKeys, setKeyRights, setKeyShops } from './keys.ts';
import { adjustLevel, feedLevels, itemMovements, queryLevels, setLevels } from './levels.ts';
import { listLevels } from './list-levels.ts';
import { listListings } from './list-listings.ts';
import { listShipments } from './list-shipments.ts';
import { listShops } from './list-shops.ts';
import { listOrders, showOrder } from './orders.ts';
import { overviewHistory, showOverview } from './overview.ts';
import { pauseShop, resumeShop } from './pause-shop.ts';
import { changePerson, invitePerson, linkPerson, listPeople } from './people.ts';
import { previewWrite } from './preview-write.ts';
import { pushOrders } from './push-orders.ts';
import { readJournal } from './read-journal.ts';
import { listRequests, showRequest } from './requests.ts';
import { endPreviousSecret, rotateKey } from './rotate-key.ts';
import { listRules, previewRule, removeRule, saveRule } from './rules.ts';
import { addFault, clearFaults, moveStock, playScene, removeFault, resetState, saveState, shiftClock, showSandbox } from './sandbox.ts';
import { showSession, signIn, signOut } from './session.ts';
import { endSession, listSessions } from './sessions.ts';
import { closeOrder, payOrder, refundOrder, shipOrder } from './settle-order.ts';
import { cancelShipment, requeueShipment } from './settle-shipment.ts';
import { previewSetup, setUp } from './setup.ts';
import { saveShop, showShop } from './shops.ts';
import { showListing } from './show-listing.ts';
import { showSeller } from './show-seller.ts';
import { showShipment } from './show-shipment.ts';
import { listStocktakes, showStocktake } from './stocktakes.ts';
import { listingStory, orderStory, shipmentStory } from './story.ts';
import { listSuites, removeSuite, saveSuite, showSuite, suiteListings } from './suites.ts';
import { approveTrades, listTrades, mergeTrades, shipTrade, splitTrade } from './trades.ts';
import { listUnbound, mappingGaps } from './unbound-listings.ts';
import { judgeListing, judgeShipment } from './verdicts.ts';
import { listWarehouses, saveWarehouse, showWarehouse } from './warehouses.ts';

const defined = [
  ...[showOverview, overviewHistory, listFailures],
  ...[showSeller, listShops, showShop, saveShop, pauseShop, resumeShop],
  ...[listListings, showListing, judgeListing, explainListing, listingStory, listUnsynced],
  ...[listUnbound, mappingGaps],
  ...[
    bindListing,
    unbindListing,
    matchListing,
    suspendListing,
    disableListing,
    enableListing,
    requeueListing,
    cancelListing,
    setListingRule,
    bulkListings,
  ],
  ...[listRules, saveRule, previewRule, removeRule],
  ...[listItems, showItem, itemListings, saveItem, removeItem],
  ...[listSuites, showSuite, suiteListings, saveSuite, removeSuite],
  ...[listWarehouses, showWarehouse, saveWarehouse],
  ...[queryLevels, feedLevels, setLevels, adjustLevel, countStock, itemMovements],
  ...[listShipments, showShipment, judgeShipment, shipmentStory, requeueShipment, cancelShipment, bulkShipments],
  ...[listLevels],
  ...[listStocktakes, showStocktake],
  ...[listOrders, showOrder, orderStory, pushOrders, payOrder, shipOrder, refundOrder, closeOrder],
  ...[listTrades, approveTrades, splitTrade, mergeTrades, shipTrade],
  ...[listCarriers, saveCarrier],
  ...[readJournal, followChanges],
  ...[importRows, exportListings, exportShipments, exportRows],
  ...[listRequests, showRequest, explainRequest],
  ...[listKeys, addKey, setKeyRights, setKeyShops, rotateKey, endPreviousSecret, disableKey, listInterfaces],
  ...[showSession, signIn, signOut, previewSetup, setUp],
  ...[saveAccount, changeOwnPassword, listOwnSessions, endOwnSession, endOtherSessions],
  ...[listPeople, invitePerson, changePerson, linkPerson, listSessions, endSession, readAudit, listAuditActors],
  ...[showSandbox, moveStock, playScene, addFault, removeFault, clearFaults, shiftClock, saveState, resetState],
  ...[previewWrite, showCommandLine, readOpenapi, readDocs],
];

/** What the management API takes and gives, for callers in TypeScript: `Api['GET /api/listings']['answer']`. */
export type Api = ApiOf<typeof defined>;

/** Every route of the management API, in the order of the page. */
export const routes: readonly Route[] = defined;
