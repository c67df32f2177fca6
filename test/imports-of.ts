/** One import of a file. */
export interface Import {
  /** The file, from the root. */
  file: string;
  /** What is named. */
  from: string;
  /** True when nothing of it is left once types are stripped. */
  typeOnly: boolean;
  /** True when it is loaded only once the program comes to it. */
  isLate: boolean;
}

/** Every static and dynamic import and re-export of a file, comments left out. */
export function importsOf(file: string, code: string): Import[] {
  const bare = code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const found: Import[] = [];
  for (const [, keyword, clause = '', from = ''] of bare.matchAll(/^\s*(import|export)\b([^;'"]*?)\bfrom\s*['"]([^'"]+)['"]/gm)) {
    const members = /^\s*\{([^}]*)\}\s*$/.exec(clause)?.[1]?.split(',');
    const allTypes = members?.every((member) => member.trim() === '' || /^\s*type\s/.test(member)) ?? false;
    found.push({ file, from, typeOnly: /^\s+type\s/.test(clause) || (keyword === 'import' && allTypes), isLate: false });
  }
  for (const [text, from = ''] of bare.matchAll(/(?:^\s*import\s*|\b(?:import|require)\s*\(\s*)['"]([^'"]+)['"]/gm))
    found.push({ file, from, typeOnly: false, isLate: text.includes('(') });
  for (const [, from = ''] of bare.matchAll(/\bimport\.meta\.resolve\(\s*['"]([^'"]+)['"]/g))
    found.push({ file, from, typeOnly: false, isLate: true });
  return found;
}
