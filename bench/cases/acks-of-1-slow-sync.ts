import { Faults, missingForFaults } from '../../e2e/proof/native/library.ts';
import { compareAcks } from '../acks.ts';
import type { Case } from '../case.ts';
import { RUN_FOLDER } from '../pool.ts';

const DELAY_US = 1_000;

export default {
  name: 'acks-of-1-slow-sync',
  about: 'the same where every fsync takes 1 ms longer, for the server and for the raw transactions',
  target: { bound: 'least', limit: 10, unit: '×' },
  async run(options) {
    const missing = missingForFaults();
    if (missing.length > 0) return { notRun: `this machine lacks ${missing.join('; ')}` };
    const faults = new Faults({ at: RUN_FOLDER });
    faults.delaySyncs(DELAY_US);
    try {
      return await compareAcks({ size: 1, requests: 3_000, editions: ['enterprise', 'flagship'], env: faults.env }, options);
    } finally {
      faults.close();
    }
  },
} satisfies Case;
