/** What a test kills. */
export interface NamedTest {
  /** Its file, from the clone's folder. */
  file: string;
  /** As its file writes it; of a parametrised one the template, or one of the values that are its whole name. */
  name: string;
}

/** A mistake that could be made in engine, endpoints or bridge, and the test that would see it. */
export interface Mutant {
  /** The patch beside this file, without its ending. */
  name: string;
  /** What is broken, and the promise; the first line of the patch. */
  about: string;
  test: NamedTest;
}
