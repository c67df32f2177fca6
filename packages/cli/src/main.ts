import './quiet.ts';

// Loaded only now, so that what it imports finds the warning switched off.
const { run } = await import('./program.ts');

// Set, not exited with: what was printed must reach a slow pipe first.
process.exitCode = await run(process.argv.slice(2));
