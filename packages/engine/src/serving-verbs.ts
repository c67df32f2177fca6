import { keepFigures } from './figures/keep.ts';
import { surveyListings, surveyShipments } from './figures/survey.ts';
import { sellersWithoutAdmin } from './people/people.ts';
import { acknowledgeShipments } from './pool/acknowledge-shipments.ts';
import { acknowledgeStock, cancelStock } from './pool/acknowledge-stock.ts';
import { pageShipments, pullShipments, specialOids } from './pool/pull-shipments.ts';
import { calculateStock, pullStock, waitingListings } from './pool/pull-stock.ts';
import { noteKeyUses } from './sellers/key-rotation.ts';
import { findCredential } from './sellers/keys.ts';
import { listSellers } from './sellers/sellers.ts';
import { stepFanOuts } from './stock/step-fan-outs.ts';

/**
 * What a server's first minute is made of: calls of shops to the pools, and what the server does by itself. All other verbs are
 * loaded with the first of them ({@link otherVerbs}), for they would make up most of a start.
 */
export const servingVerbs = {
  listSellers,
  findCredential,
  noteKeyUses,
  pullStock,
  waitingListings,
  calculateStock,
  acknowledgeStock,
  cancelStock,
  pageShipments,
  pullShipments,
  specialOids,
  acknowledgeShipments,
  stepFanOuts,
  keepFigures,
  surveyListings,
  surveyShipments,
  sellersWithoutAdmin,
};
