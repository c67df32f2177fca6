import { Option } from 'commander';

/** Where a sandbox lies unless told otherwise. */
const SANDBOX_FOLDER = './tongbu-sandbox';

/** `--data` of the sandbox's commands. */
export const sandboxFolder = () => new Option('--data <folder>', 'folder the sandbox keeps').default(SANDBOX_FOLDER);

/** Said where no sandbox runs. */
export const NEEDS_SANDBOX = 'this asks one that runs: tongbu sandbox start';
