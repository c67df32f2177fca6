import type { Verb } from './engine.ts';

// Written out, so that whoever only sends calls to an engine that runs elsewhere does not load the verbs with their names.
const VERBS: Record<Verb, true> = {
  addSeller: true,
  listSellers: true,
  addKey: true,
  listKeys: true,
  disableKey: true,
  findCredential: true,
  checkImport: true,
  importRows: true,
  followImport: true,
  waitingListings: true,
  pullStock: true,
  calculateStock: true,
  acknowledgeStock: true,
  cancelStock: true,
  pageShipments: true,
  pullShipments: true,
  specialOids: true,
  acknowledgeShipments: true,
  requeueShipment: true,
  cancelShipment: true,
  pendingByShop: true,
  readJournal: true,
  backup: true,
  raiseNumbers: true,
  recentActivity: true,
  describeStore: true,
  markSandbox: true,
  saveState: true,
  resetState: true,
  listStates: true,
};

/** The names of all verbs. */
export const verbNames = Object.keys(VERBS) as Verb[];
