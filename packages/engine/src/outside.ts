/**
 * The engine as seen from outside the thread that runs it. Nothing here loads the verbs, which a server's main thread and a
 * command that talks to a server never run.
 */
export { backupFile } from './backup/stamp.ts';
export { EngineError, type EngineErrorCode } from './error.ts';
export { addFailures, type FailureExample, type FailureGroup } from './figures/failure-groups.ts';
export { judgePulls, type PullState, type Pulls } from './figures/pulls.ts';
export { FAILURE_KINDS, type FailureKind } from './figures/reason.ts';
export { earlier, NOTHING_SURVEYED, type SurveyedShop, together } from './figures/together.ts';
export { type Folder, folderOf } from './folder.ts';
export { byCommand, OF_COMMANDS } from './people/by-command.ts';
export { answer, type Call, Remote, type Reply, replyTo } from './remote.ts';
export { NAME } from './sellers/name.ts';
export { FEED_SLICE, type Fed, type Feed, feedLevels, LARGEST_FEED } from './stock/feed-levels.ts';
export { monotonicMs, type Timed, type TimedStep } from './timed.ts';
export { openFolder } from './worker.ts';
