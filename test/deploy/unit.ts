/** A systemd unit, read: sections, and in each the values of every name, in order. An empty value clears what was said before. */
export type Unit = Record<string, Record<string, string[]>>;

/** @throws Error for a line that is neither a section, a setting nor a comment */
export function readUnit(text: string): Unit {
  const unit: Unit = {};
  let section = '';
  for (const line of text.split('\n')) {
    if (line.trim() === '' || /^[#;]/.test(line)) continue;
    const [, heading] = /^\[(\w+)\]$/.exec(line) ?? [];
    if (heading) {
      section = heading;
      unit[section] = {};
      continue;
    }
    const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    const values = unit[section];
    if (name === '' || !values) throw new Error(`"${line}" is no line of a unit`);
    values[name] = value === '' ? [''] : [...(values[name] ?? []), value];
  }
  return unit;
}

/** What `Environment=` and a file of variables set. */
export function environmentOf(unit: Unit): Record<string, string> {
  return Object.fromEntries((unit['Service']?.['Environment'] ?? []).map((line) => line.split('=', 2) as [string, string]));
}
