/** Sub-orders may be separated by commas or semicolons; each is kept once, in its place. */
export function splitOids(oids: string): string[] {
  return [...new Set(oids.split(/[,;，；]/).map((oid) => oid.trim()))].filter((oid) => oid !== '');
}
