import { Checkbox, Flex, Input } from 'antd';
import { useWords } from '../../language/words.ts';
import { LongText } from '../../parts/long-text.tsx';
import { words } from './words.ts';

/** A sub-order of which pieces can be chosen. */
export interface Choosable {
  oid: string;
  goods: string;
  /** How many pieces there are to choose. */
  open: string;
}

/** How many pieces of each sub-order are chosen, as text; what is not named is not chosen. */
export type Chosen = Record<string, string>;

const isCount = (text: string) => /^\d{1,15}(\.\d{1,4})?$/.test(text) && Number(text) > 0;

/** All pieces of all of them. */
export const allOf = (lines: Choosable[]): Chosen => Object.fromEntries(lines.map(({ oid, open }) => [oid, open]));

/** The chosen pieces as they are sent; null while nothing is chosen, or a number is none. */
export function portionsOf(chosen: Chosen): { oid: string; num: string }[] | null {
  const portions = Object.entries(chosen).map(([oid, num]) => ({ oid, num: num.trim() }));
  return portions.length > 0 && portions.every(({ num }) => isCount(num)) ? portions : null;
}

/** Whether all pieces of all sub-orders are chosen. */
export const isAll = (lines: Choosable[], chosen: Chosen) => lines.every(({ oid, open }) => chosen[oid]?.trim() === open);

/** Chooses pieces of sub-orders. */
export function Portions({ lines, chosen, choose }: { lines: Choosable[]; chosen: Chosen; choose(chosen: Chosen): void }) {
  const say = useWords(words);
  const without = (oid: string) => Object.fromEntries(Object.entries(chosen).filter(([each]) => each !== oid));
  return (
    <Flex vertical gap="small" role="group" aria-label={say('subOrders')}>
      {lines.map(({ oid, goods, open }) => (
        <Flex key={oid} gap="small" align="center">
          <Checkbox
            aria-label={say('takesPart', { oid })}
            checked={oid in chosen}
            onChange={({ target }) => choose(target.checked ? { ...chosen, [oid]: open } : without(oid))}
          />
          <Flex vertical style={{ flex: 1, minWidth: 0 }}>
            <LongText text={goods} />
            <span style={{ fontSize: 12, color: 'var(--ant-color-text-secondary)' }}>{oid}</span>
          </Flex>
          <Input
            aria-label={say('pieces', { oid })}
            inputMode="decimal"
            disabled={!(oid in chosen)}
            value={chosen[oid] ?? ''}
            {...(oid in chosen && !isCount(chosen[oid]?.trim() ?? '') && { status: 'error' as const })}
            onChange={({ target }) => choose({ ...chosen, [oid]: target.value })}
            suffix={<span style={{ whiteSpace: 'nowrap' }}>{say('ofOpen', { n: open })}</span>}
            style={{ flex: 'none', width: 104 }}
          />
        </Flex>
      ))}
    </Flex>
  );
}
