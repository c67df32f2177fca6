/** docs/troubleshooting.md and its Chinese twin: every message that Tongbu answers, prints or logs by a code, its cause and its cure. */
import { enterprise, flagship } from '@tongbu/protocol';
import { PROBLEMS } from '../../packages/server/src/manage/problem.ts';
import { BRIDGE } from './bridge.ts';
import type { Entry } from './entry.ts';
import { CLIENT, CONSOLE, ENGINE, EXITS, HTTP, PROBLEM_CAUSES } from './machine.ts';
import { RECORDS } from './records.ts';
import { WIRE } from './wire.ts';
import { type Language, PAGE } from './words.ts';

/** A call that is refused: its texts, each with edition and code. */
export interface RefusedCase {
  name: keyof typeof WIRE;
  said: { edition: 'flagship' | 'enterprise'; code: number; text: string }[];
}

/** Every case in which either edition refuses a call; what differs in a text is `…`. */
export function refusedCases(): RefusedCase[] {
  const ofFlagship = Object.entries(flagship.refuse).map(([name, make]) => {
    const { status, message } = (make as (...values: string[]) => flagship.FlagshipRefusal)('…', '…');
    return { name, edition: 'flagship' as const, code: status, text: message };
  });
  const ofEnterprise = Object.entries(enterprise.refuse).map(([name, make]) => {
    const { code, message } = (make as (...values: string[]) => enterprise.EnterpriseRefusal)('…', '…');
    return { name, edition: 'enterprise' as const, code, text: message.trim() };
  });
  const cases = new Map<string, RefusedCase>();
  for (const { name, ...said } of [...ofFlagship, ...ofEnterprise]) {
    const known = cases.get(name) ?? { name: name as RefusedCase['name'], said: [] };
    known.said.push(said);
    cases.set(name, known);
  }
  return [...cases.values()];
}

const FIELD = { flagship: 'status', enterprise: 'code' };

/** The page in a language. */
export function troubleshootingPage(language: Language): string {
  const { title, intro, sections, flagshipName, enterpriseName, cure, exit } = PAGE[language];
  const editions = { flagship: flagshipName, enterprise: enterpriseName };
  const block = (heading: string, { [language]: [cause, what] }: Entry, before = '') =>
    [`### ${heading}`, before, cause, `**${cure}** ${what}`].filter(Boolean).join('\n\n');
  const code = (text: string) => `\`${text}\``;

  const refused = refusedCases().map(({ name, said }) => {
    const texts = [...new Set(said.map(({ text }) => text))].map((text) => (text === '…' ? PAGE[language].reason : code(text)));
    const codes = said
      .map(({ edition, code }) => `${editions[edition]} \`${FIELD[edition]}\` ${code}`)
      .join(language === 'zh' ? '，' : ', ');
    return block(texts.join(' · '), WIRE[name], codes);
  });
  const problems = Object.entries(PROBLEMS).map(([name, { status, title, help }]) => {
    const cause = PROBLEM_CAUSES[name as keyof typeof PROBLEM_CAUSES];
    return [`### ${code(name)}`, `HTTP ${status}: ${title[language]}`, cause?.[language], `**${cure}** ${help[language]}`]
      .filter(Boolean)
      .join('\n\n');
  });
  const parts = [
    `<!-- ${PAGE.generated} -->`,
    title,
    ...intro,
    sections.refused,
    ...refused,
    sections.records,
    ...RECORDS.map((entry) => block(code(entry.text), entry)),
    sections.http,
    ...Object.entries(HTTP).map(([status, entry]) => block(`HTTP ${status}`, entry)),
    sections.problems,
    ...problems,
    ...Object.entries(CONSOLE).map(([name, entry]) => block(code(name), entry)),
    sections.commands,
    ...Object.entries(EXITS).map(([status, entry]) => block(`${exit} ${status}`, entry)),
    sections.engine,
    ...Object.entries(ENGINE).map(([name, entry]) => block(code(name), entry)),
    sections.client,
    ...Object.entries(CLIENT).map(([name, entry]) => block(code(name), entry)),
    sections.bridge,
    ...Object.entries(BRIDGE).map(([text, entry]) => block(code(text), entry)),
    ...PAGE[language].end,
  ];
  return `${parts.join('\n\n').replaceAll('’', "'")}\n`;
}
