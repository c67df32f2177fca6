/** What an audit comes to. */
export type Verdict = { state: 'sound' | 'unsound' | 'unknown'; lines: string[] };

interface Advisory {
  title?: string;
  url?: string;
}

interface Vulnerability {
  name: string;
  severity: string;
  range: string;
  via: (string | Advisory)[];
}

const GRAVE = ['high', 'critical'];

/**
 * Judges what `npm audit --json` printed: unsound where a production dependency has a known weakness that is high or critical, unknown
 * where the registry answers no audits (a mirror, or no network): that says nothing of the dependencies.
 */
export function verdictOf(printed: string): Verdict {
  const report = read(printed) as {
    metadata?: { vulnerabilities?: unknown };
    vulnerabilities?: Record<string, Vulnerability>;
    message?: string;
  } | null;
  if (!report?.metadata?.vulnerabilities) return { state: 'unknown', lines: [report?.message ?? printed.trim().slice(0, 200)] };
  const all = Object.values(report.vulnerabilities ?? {});
  const lines = all.map(({ name, severity, range, via }) => `${severity}: ${name} ${range}: ${via.map(reasonOf).join('; ')}`);
  return { state: all.some(({ severity }) => GRAVE.includes(severity)) ? 'unsound' : 'sound', lines };
}

const reasonOf = (via: string | Advisory) => (typeof via === 'string' ? `by ${via}` : `${via.title ?? ''} ${via.url ?? ''}`.trim());

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
