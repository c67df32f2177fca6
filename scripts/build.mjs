/** `npm run build`: everything that is published, the console's page too; only what has changed. */
import { build, install, node } from './prepare.mjs';

install();
build(node());
