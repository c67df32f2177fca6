/** A Dockerfile, read: as much of its language as ours is written in. What it does not know it refuses. */

/** One line of it, continuation lines joined. */
export interface Instruction {
  name: string;
  /** `--from=build` → `{ from: 'build' }` */
  flags: Record<string, string>;
  text: string;
}

/** What an image says of itself, beside its files. */
export interface ImageSettings {
  env: Record<string, string>;
  entrypoint: string[];
  command: string[];
  healthcheck: string[];
  user: string;
  workdir: string;
  volumes: string[];
  ports: number[];
  stopSignal: string;
}

/** The stages, in order: the name of each, what it comes from, its instructions. */
export function stagesOf(text: string): { name: string; from: string; instructions: Instruction[] }[] {
  const args: Record<string, string> = {};
  const stages: { name: string; from: string; instructions: Instruction[] }[] = [];
  for (const instruction of instructionsOf(text)) {
    if (instruction.name === 'ARG' && stages.length === 0) {
      const [name = '', value = ''] = instruction.text.split('=', 2);
      args[name] = value;
    } else if (instruction.name === 'FROM') {
      const [from = '', , name = ''] = instruction.text.split(/\s+/);
      stages.push({ name, from: from.replace(/\$\{(\w+)\}/g, (_, arg: string) => args[arg] ?? ''), instructions: [] });
    } else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}

function instructionsOf(text: string): Instruction[] {
  const joined = text.replace(/^#.*\n/gm, '').replace(/\\\n\s*/g, ' ');
  return joined.split('\n').flatMap((line) => {
    if (line.trim() === '') return [];
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === '') throw new Error(`Dockerfile: "${line}" is no instruction`);
    const flags: Record<string, string> = {};
    const said = rest.replace(/^(?:--([\w-]+)=(\S+)\s+)+/, (all) => {
      for (const [, flag = '', value = ''] of all.matchAll(/--([\w-]+)=(\S+)/g)) flags[flag] = value;
      return '';
    });
    return [{ name, flags, text: said }];
  });
}

/** What the last stage says of the image. */
export function settingsOf(instructions: readonly Instruction[]): ImageSettings {
  const settings: ImageSettings = {
    ...{ env: {}, entrypoint: [], command: [], healthcheck: [], volumes: [], ports: [] },
    ...{ user: 'root', workdir: '/', stopSignal: 'SIGTERM' },
  };
  for (const { name, text } of instructions) {
    if (name === 'ENV') for (const [, key = '', value = ''] of text.matchAll(/(\w+)=(\S+)/g)) settings.env[key] = value;
    if (name === 'ENTRYPOINT') settings.entrypoint = JSON.parse(text) as string[];
    if (name === 'CMD') settings.command = JSON.parse(text) as string[];
    if (name === 'HEALTHCHECK') settings.healthcheck = JSON.parse(text.replace(/^CMD /, '')) as string[];
    if (name === 'USER') settings.user = text;
    if (name === 'WORKDIR') settings.workdir = text;
    if (name === 'VOLUME') settings.volumes.push(text);
    if (name === 'EXPOSE') settings.ports.push(...text.split(' ').map(Number));
    if (name === 'STOPSIGNAL') settings.stopSignal = text;
  }
  return settings;
}
