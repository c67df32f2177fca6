/** A request for every route that is answered well, each time it is asked for. */
import type { TestServer } from '../harness.ts';
import { type Asked, newListing, newShipment } from './manager.ts';

let made = 0;

export const samples: Record<string, (server: TestServer) => Promise<Asked>> = {
  showSeller: async () => ({ path: '/api/seller' }),
  listShops: async () => ({ path: '/api/shops' }),
  pauseShop: async () => ({ method: 'POST', path: '/api/shops/S2/pause' }),
  resumeShop: async () => ({ method: 'POST', path: '/api/shops/S2/resume' }),
  listListings: async () => ({ path: '/api/listings?state=pending&shop=S1&q=A' }),
  showListing: async (server) => ({ path: `/api/listings/${await newListing(server)}` }),
  listingStory: async (server) => ({ path: `/api/listings/${await newListing(server)}/story` }),
  cancelListing: async (server) => ({ method: 'POST', path: `/api/listings/${await newListing(server)}/cancel`, body: { version: 1 } }),
  listShipments: async () => ({ path: '/api/shipments?state=failed' }),
  showShipment: async (server) => ({ path: `/api/shipments/${await newShipment(server)}` }),
  shipmentStory: async (server) => ({ path: `/api/shipments/${await newShipment(server)}/story` }),
  requeueShipment: async (server) => ({ method: 'POST', path: `/api/shipments/${await newShipment(server, 'failed')}/requeue` }),
  cancelShipment: async (server) => ({ method: 'POST', path: `/api/shipments/${await newShipment(server)}/cancel` }),
  readJournal: async () => ({ path: '/api/journal?limit=5' }),
  followChanges: async () => ({ path: '/api/changes?after=0' }),
  importRows: async () => ({
    method: 'POST',
    path: '/api/import/levels',
    body: { rows: [{ spec_no: 'A1', warehouse_no: 'W1', stock_num: ++made }] },
  }),
  exportRows: async () => ({ path: '/api/export/levels' }),
  listKeys: async () => ({ path: '/api/keys' }),
  addKey: async () => ({ method: 'POST', path: '/api/keys', body: { edition: 'flagship', key: `key-${++made}`, shops: ['S1'] } }),
  setKeyShops: async () => ({ method: 'PUT', path: '/api/keys/flagship/demo-app/shops', body: { shops: null } }),
  disableKey: async () => ({ method: 'POST', path: '/api/keys/enterprise/demo-app2/disable' }),
  readOpenapi: async () => ({ path: '/api/openapi.json' }),
  readDocs: async () => ({ path: '/api/docs' }),
};
