/** An ext4 file system in a file, whose power can be cut: what no journal and no sync has brought to the image is gone. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** `EXT4_IOC_SHUTDOWN` with `EXT4_GOING_FLAGS_NOLOGFLUSH`: nothing more is written, not even the journal's own tail. */
const CUT = `open(F, "<", $ARGV[0]) or die $!; $| = 1; print "ready\\n"; <STDIN>;
  my $flag = pack("L", 2); ioctl(F, 0x8004587D, $flag) or die "ioctl: $!";`;

/** Where images are mounted just now: one that is interrupted leaves none behind. */
const mounted = new Set<string>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => leave(signal));

function leave(signal: 'SIGINT' | 'SIGTERM'): void {
  for (const folder of mounted) execFileSync('umount', ['--lazy', folder]);
  process.kill(process.pid, signal);
}

/** See above. Needs root. */
export class Image {
  readonly #file: string;
  /** Where it is mounted. */
  readonly folder: string;

  /** @param path the image is made at `<path>.ext4` and mounted at `<path>` */
  constructor(path: string) {
    this.#file = `${path}.ext4`;
    this.folder = path;
  }

  /** Makes the file system, empty, and mounts it. */
  async make(megabytes: number): Promise<void> {
    await run('mkfs.ext4', ['-q', '-F', this.#file, `${megabytes}M`]);
    mkdirSync(this.folder);
    await this.mount();
  }

  /** Mounts it; its journal is replayed. */
  async mount(): Promise<void> {
    await run('mount', ['-o', 'loop', this.#file, this.folder]);
    mounted.add(this.folder);
  }

  /** Nobody may have a file of it open. */
  async unmount(): Promise<void> {
    await run('umount', [this.folder]);
    mounted.delete(this.folder);
  }

  /** Readies a cut, so that it comes at once when it is asked for. */
  async readyToCut(): Promise<Cutter> {
    const perl = spawn('perl', ['-e', CUT, this.folder], { stdio: ['pipe', 'pipe', 'inherit'] });
    const exited = once(perl, 'exit');
    await Promise.race([once(perl.stdout, 'data'), exited]);
    return {
      async cut() {
        const before = process.hrtime.bigint();
        perl.stdin.end('\n');
        const [code] = await exited;
        if (code !== 0) throw new Error(`the image at its mount point could not be cut off: perl ended with ${code}`);
        return before;
      },
      async leave() {
        perl.kill('SIGKILL');
        await exited;
      },
    };
  }

  /** Unmounts it, even where somebody still has a file open, and removes it. */
  async remove(): Promise<void> {
    if (mounted.delete(this.folder)) await run('umount', ['--lazy', this.folder]);
    rmSync(this.#file, { force: true });
  }
}

/** A cut that is ready. */
export interface Cutter {
  /** Cuts the power. @returns a moment just before: `process.hrtime.bigint()` */
  cut(): Promise<bigint>;
  /** Does not cut. */
  leave(): Promise<void>;
}

/** Programs, and the Debian packages that bring them. */
const PROGRAMS = { 'mkfs.ext4': 'e2fsprogs', mount: 'mount', umount: 'mount', perl: 'perl-base' };

/** What this machine lacks to mount images. It is tried: in a container, being root may not be enough. */
export function missingForImages(): string[] {
  const lacking = Object.entries(PROGRAMS).filter(([program]) => !isInstalled(program));
  if (lacking.length > 0) return lacking.map(([program, debian]) => `${program} (apt-get install ${debian})`);
  const folder = mkdtempSync(join(tmpdir(), 'tongbu-mount-'));
  const [image, at] = [join(folder, 'image'), join(folder, 'at')];
  try {
    mkdirSync(at);
    execFileSync('mkfs.ext4', ['-q', '-F', image, '4M'], { stdio: 'ignore' });
    execFileSync('mount', ['-o', 'loop', image, at], { stdio: 'ignore' });
    execFileSync('umount', [at], { stdio: 'ignore' });
    return [];
  } catch {
    return ['the right to mount a file with ext4 (run as root on a Linux with loop devices; in a container, with --privileged)'];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
