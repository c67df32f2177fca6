import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The system's Chromium, or what `TONGBU_CHROMIUM` names; undefined where there is none. */
export function chromiumPath(): string | undefined {
  return [process.env['TONGBU_CHROMIUM'], ...PLACES].find((path) => path && existsSync(path));
}
