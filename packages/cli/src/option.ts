import { InvalidArgumentError, Option } from 'commander';
import { aboutSetting, type Setting } from './config.ts';

/** The commander option of a setting; its value is checked when it is read, by the schema, not here. */
export function option(name: Setting): Option {
  const { flag, variable, fallback, note } = aboutSetting(name);
  const made = new Option(flag as string, `${lowerFirst(note)} (${fallback ? `default ${fallback}; ` : ''}${variable})`);
  return made;
}

function lowerFirst(note: string): string {
  const plain = note.replace(/\.$/, '');
  return /^[A-Z][a-z]/.test(plain) ? `${plain.slice(0, 1).toLowerCase()}${plain.slice(1)}` : plain;
}

/** A parser of whole numbers from `least` to `largest`, for options that are no setting. */
export function whole(least: number, largest: number): (text: string) => number {
  return (text) => {
    const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= largest)) throw new InvalidArgumentError(`It must be a whole number from ${least} to ${largest}.`);
    return value;
  };
}

/** A parser of numbers from `least` to `largest`, with a point or without, for options that are no setting. */
export function decimal(least: number, largest: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= largest)) throw new InvalidArgumentError(`It must be a number from ${least} to ${largest}.`);
    return value;
  };
}

/** A parser of options that may be repeated. */
export function repeated(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}
