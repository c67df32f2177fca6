import { aboutSetting, settings } from './config.ts';

const HEAD = `# Configuration

<!-- Written by \`npm run docs\` from packages/cli/src/config.ts; do not edit. -->

A flag comes before its variable, a variable before the default. A variable that is set to nothing counts as not set.

| flag | variable | default | what it is | allowed | commands |
| --- | --- | --- | --- | --- | --- |
`;

const FOOT = `
A variable that is marked ＊ holds a secret. The same name with \`_FILE\` at the end names a file to read it from, such as
\`TONGBU_SECRET_FILE=/run/secrets/appsecret\`; one line's end at the end of the file is left out.

Exit codes of every command: 0 done; 1 refused or failed; 2 wrong usage or bad input; 3 the data folder is locked, or the
server cannot be reached.
`;

/** The page docs/configuration.md, from the schema. */
export function renderConfiguration(): string {
  const rows = settings.map((name) => {
    const { flag, variable, fallback, note, allowed, commands, secret } = aboutSetting(name);
    const cells = [
      flag ? code(flag) : '',
      `${code(variable)}${secret ? '＊' : ''}`,
      fallback ? code(fallback) : '',
      note,
      allowed,
      commands,
    ];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  });
  return `${HEAD}${rows.join('')}${FOOT}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
