import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, say } from '../support/process.mjs';

/** The client of Blazor's protocol that the viewers benchmark is made of. */
export function installViewers(root) {
  const folder = join(root, 'TradeTerminal.Benchmarks', 'Viewers');
  const stamp = join(folder, 'node_modules', '.installed');
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(join(folder, 'package-lock.json')).mtimeMs) {
    return;
  }

  say('Installing the npm packages of the viewers benchmark.');
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  writeFileSync(stamp, '');
}
