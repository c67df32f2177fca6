/** Levels as people and programs move them one by one, with a reason. */
import { type Quantity, readQuantity } from '@tongbu/model';
import type { Context } from '../context.ts';
import { EngineError } from '../error.ts';
import { CellError } from '../import/column.ts';
import { PendingChange } from '../pool/count.ts';
import { requireSeller } from '../sellers/sellers.ts';
import { findWarehouses, requireItems } from './lookup.ts';
import { moveStock, type Why } from './move.ts';
import { type Movement, QUANTITY_NAMES, type Quantities, type QuantityName } from './movement.ts';

/** Which level, by the seller's own codes. */
export interface NamedLevel {
  specNo: string;
  warehouseNo: string;
  /** Stock that cannot be sold; false when left out. */
  defective?: boolean;
}

/** A level that moved: the quantities that were named, as they were and as they are. */
export type MovedLevel = NamedLevel & { defective: boolean; before: Quantities; after: Quantities; changed: QuantityName[] };

interface Asked {
  seller: string;
  /** Why, in words; kept in the journal. */
  reason: string;
  /** Lets physical stock fall below zero. */
  allowNegative?: boolean;
  /** Who, for the journal. */
  actor: string;
  now: number;
}

/**
 * Sets quantities of levels, all or none; a level that is missing is made.
 *
 * @throws EngineError `unknown` for a seller, item or warehouse that does not exist, `input` for a quantity that cannot be
 */
export async function setLevels(context: Context, input: Asked & { levels: (NamedLevel & { set: Quantities })[] }): Promise<MovedLevel[]> {
  const changes = input.levels.map((level) => ({ ...level, set: readAll(level, level.set) }));
  return moveNamed(context, input, 'set', changes);
}

/**
 * Raises or lowers one quantity of a level.
 *
 * @param input.by by how much; negative lowers
 * @param input.quantity which one; `stock_num` when left out
 * @throws EngineError `unknown` and `input` as {@link setLevels}
 */
export async function adjustLevel(
  context: Context,
  input: Asked & NamedLevel & { by: Quantity; quantity?: QuantityName },
): Promise<MovedLevel> {
  const { specNo, warehouseNo, defective = false, by, quantity = 'stock_num' } = input;
  const add = readAll(input, { [quantity]: by });
  const [moved] = await moveNamed(context, input, 'adjust', [{ specNo, warehouseNo, defective, add }]);
  return moved as MovedLevel;
}

type NamedMovement = NamedLevel & Pick<Movement, 'set' | 'add'>;

async function moveNamed({ database }: Context, asked: Asked, kind: Why['kind'], changes: NamedMovement[]): Promise<MovedLevel[]> {
  const { seller, reason, allowNegative = false, actor, now } = asked;
  return database.write(async (session) => {
    await requireSeller(session, seller);
    const context = { session, seller, actor, now, pending: new PendingChange('stock'), hold: 'share' as const };
    const codes = changes.map(({ specNo }) => specNo);
    const itemOf = await requireItems(context, codes);
    const warehouseOf = await findWarehouses(
      context,
      changes.map(({ warehouseNo }) => warehouseNo),
    );
    const movements = changes.map(({ specNo, warehouseNo, ...movement }): Movement => {
      return { ...movement, item: orUnknown(itemOf, specNo), warehouse: orUnknown(warehouseOf, warehouseNo) };
    });
    const moved = await moveStock(context, movements, { cause: 'level', kind, reason }, { allowNegative, itemsHeld: true });
    await context.pending.write(session, seller);
    return moved.map(({ defective, before, after, changed }, place) => {
      const { specNo, warehouseNo } = changes[place] as NamedMovement;
      return { specNo, warehouseNo, defective, before, after, changed };
    });
  });
}

function orUnknown(numberOf: (name: string) => number, name: string): number {
  try {
    return numberOf(name);
  } catch (error) {
    if (!(error instanceof CellError)) throw error;
    throw new EngineError('unknown', `"${name}" ${error.message}`);
  }
}

/** Canonical quantities. @throws EngineError `input` for a name or a number that is none */
function readAll({ specNo, warehouseNo }: NamedLevel, quantities: Quantities): Quantities {
  const read: Quantities = {};
  for (const [name, value] of Object.entries(quantities)) {
    const of = `item "${specNo}" in warehouse "${warehouseNo}"`;
    if (!(QUANTITY_NAMES as readonly string[]).includes(name))
      throw new EngineError('input', `${of}: "${name}" is no quantity; one of: ${QUANTITY_NAMES.join(', ')}`);
    const canonical = readQuantity(value);
    if (canonical === undefined) {
      throw new EngineError('input', `${of}: ${name} "${value}" is no number of at most 15 digits before and 4 after the point`);
    }
    read[name as QuantityName] = canonical;
  }
  return read;
}
