import type { Probe } from '@tongbu/server';
import { connectServer } from '../control-client.ts';
import { span } from './amounts.ts';
import { Finding } from './finding.ts';
import type { Say } from './words.ts';

/** Has the server that owns a data folder let a change of its own go round. @returns null where none answers */
export async function askProbe(data: string): Promise<Probe | null> {
  const server = await connectServer(data);
  if (!server) return null;
  try {
    return await server.ask<Probe | null>('probe', {});
  } finally {
    await server.close();
  }
}

/** Whether a change that is made is offered over the signed API, takes its acknowledgement, and is gone. */
export function judgeProbe(probe: Probe | null, say: Say): Finding {
  const finding = new Finding('probe', probe ?? {});
  if (probe === null) return finding.warn(say('probeNone'), say('startServer'));
  if (probe.failed === null) return finding.fact(say('probeRound', { span: span(probe.tookMs, say) }));
  return finding.wrong(say('probeFailed', { step: say(`probe_${probe.failed.step}`), found: probe.failed.found }), say('probeMend'));
}
