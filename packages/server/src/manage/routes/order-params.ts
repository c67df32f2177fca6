import { z } from 'zod';
import { about } from '../schemas.ts';

/** The number of an order in an address. */
export const orderParams = z.strictObject({ tid: about(z.string().min(1).max(40), 'The order’s number (tid).', '原始单号（tid）。') });
