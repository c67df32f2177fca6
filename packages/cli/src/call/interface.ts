import type { Edition } from '@tongbu/engine';
import { enterprise, flagship, type Method } from '@tongbu/protocol';

/** An interface as it was named: its edition, and its definition where it is one of ours. */
export interface Interface {
  /** The vendor's own name, without `.php`. */
  name: string;
  edition: Edition;
  method: Method | undefined;
}

/** Tells the edition from the name: flagship names have dots (`sales.StockSync.calcStock`), enterprise names none. */
export function interfaceOf(typed: string): Interface {
  const name = typed.replace(/\.php$/, '');
  const edition: Edition = name.includes('.') ? 'flagship' : 'enterprise';
  const methods: Record<string, Method> = edition === 'flagship' ? flagship.methods : enterprise.methods;
  return { name, edition, method: Object.hasOwn(methods, name) ? methods[name] : undefined };
}

/** All interfaces that are served, for help. */
export function interfaceNames(): string[] {
  return [...Object.keys(flagship.methods), ...Object.keys(enterprise.methods)];
}
