/**
 * Keeps one warning from the user: Node 22 calls its SQLite experimental, which we have measured and pinned. All other
 * warnings stay. It must be imported before anything that imports `node:sqlite`.
 */
const { emitWarning } = process;

function isAboutSqlite(warning: string | Error): boolean {
  return /SQLite is an experimental feature/.test(typeof warning === 'string' ? warning : warning.message);
}

process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
  if (!isAboutSqlite(warning)) (emitWarning as (...all: unknown[]) => void).call(process, warning, ...rest);
}) as typeof process.emitWarning;
