/** What stands behind a message: why it comes, and what to do. In both languages, the cause first. */
export interface Entry {
  en: readonly [cause: string, cure: string];
  zh: readonly [cause: string, cure: string];
}

/** Entries by name. */
export type Entries<Name extends string> = Record<Name, Entry>;
