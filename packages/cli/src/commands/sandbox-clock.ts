import type { SandboxFacts } from '@tongbu/server/sandbox';
import { Command } from 'commander';
import { withServer } from '../control-client.ts';
import { usage } from '../error.ts';
import { print } from '../output/print.ts';
import { moment } from '../output/time.ts';
import { NEEDS_SANDBOX, sandboxFolder } from '../sandbox-folder.ts';

const UNITS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const HELP = `
A request is refused when its timestamp is too far from the server's clock: two
minutes on the flagship edition, five on the enterprise edition. A shop's clock
that is wrong looks just like a server's that is.

Examples:
  $ tongbu sandbox clock +10m
  $ tongbu sandbox clock -90s
  $ tongbu sandbox clock 0
`;

/** `tongbu sandbox clock`: what time the sandbox has. */
export function sandboxClockCommand(): Command {
  return new Command('clock')
    .summary('put its clock forward or back')
    .description("Shows the sandbox's clock, or sets how far it is from the machine's.")
    .argument('[shift]', 'such as +10m, -90s, +2h, +3d, or 0')
    .addOption(sandboxFolder())
    .addHelpText('after', HELP)
    .action(async (shift: string | undefined, { data }: { data: string }) => {
      const ms = shift === undefined ? undefined : readShift(shift);
      const { shiftMs } = await withServer(data, NEEDS_SANDBOX, async ({ ask }) => {
        if (ms !== undefined) await ask('shiftClock', { ms });
        return ask<SandboxFacts>('describeSandbox', {});
      });
      const away = shiftMs === 0 ? "as the machine's" : `${shiftMs > 0 ? '+' : ''}${shiftMs / 1_000} s from the machine's`;
      print(`${moment(Date.now() + shiftMs)}, ${away}`);
    });
}

function readShift(text: string): number {
  const [, sign, digits, unit] = /^([+-]?)(\d{1,9})([smhd]?)$/.exec(text) ?? [];
  if (digits === undefined || (digits !== '0' && !unit)) throw usage(`shift "${text}": a number with s, m, h or d, such as +10m or -90s`);
  return (sign === '-' ? -1 : 1) * Number(digits) * (UNITS[unit ?? ''] ?? 0);
}
