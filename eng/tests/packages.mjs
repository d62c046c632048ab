import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, say } from '../support/process.mjs';

/** The npm packages of a folder, as its lock file has them. */
export function installPackages(folder, user) {
  const stamp = join(folder, 'node_modules', '.installed');
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(join(folder, 'package-lock.json')).mtimeMs) {
    return;
  }

  say(`Installing the npm packages of ${user}.`);
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  writeFileSync(stamp, '');
}
