import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The rigs first: they are the longest. vitest goes by the size of a file where it has not run it yet, as in a fresh clone, and these are
 * of four lines: one of two workers would wait for the last of them.
 */
class RigsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isRig = ({ moduleId }: TestSpecification) => moduleId.includes('/proof/rigs/');
    return [...sorted.filter(isRig), ...sorted.filter((file) => !isRig(file))];
  }
}

export default defineConfig({
  // As Node resolves, and our own packages from their sources. Without Vite's `module`: what stands there is for bundlers, and Node cannot load all of it.
  ssr: { resolve: { conditions: ['source', 'node', 'development|production'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts', 'e2e/**/*.test.ts', 'test/**/*.test.ts'],
    // These have commands of their own: npm run test:cli, test:shops, test:console, test:examples, test:containers, test:finds.
    exclude: [
      ...configDefaults.exclude,
      'packages/cli/test/**',
      ...['shops/**', 'console/**', 'examples/**', 'pages/**', 'containers/**', 'mutants.test.ts'].map((path) => `e2e/${path}`),
    ],
    globalSetup: ['test/postgres-server.ts'],
    testTimeout: 60_000,
    // What is waited for comes at once; on a machine with other things to do, later.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: RigsFirst },
  },
});
