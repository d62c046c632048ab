import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, attempt, onPath, run, say } from '../support/process.mjs';

const PROGRAMS = ['prometheus', 'promtool'];

/**
 * Prometheus and its own judge of metrics and rules, out of Debian's package. The package is only unpacked: installing it would take
 * root, and would start a server.
 */
export function fetchPrometheus(root) {
  const folder = join(root, '.cache', 'prometheus');
  if (PROGRAMS.every(program => onPath(program) || existsSync(join(folder, program)))) {
    return;
  }

  if (!onPath('apt-get') || !onPath('dpkg-deb')) {
    throw new SetupError('Missing on this machine: prometheus and promtool (https://prometheus.io/download).');
  }

  say("Fetching Debian's Prometheus for the tests.");
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(root, '.cache', 'fetch-'));
  try {
    if (attempt('apt-get', ['download', '-qq', 'prometheus'], { cwd: work }).status !== 0) {
      attempt('apt-get', ['update', '-qq', '-o', 'DPkg::Lock::Timeout=300'], { cwd: work });
      run('apt-get', ['download', '-qq', 'prometheus'], { cwd: work });
    }

    run('dpkg-deb', ['-x', readdirSync(work).find(name => name.endsWith('.deb')), 'unpacked'], { cwd: work });
    PROGRAMS.forEach(program => renameSync(join(work, 'unpacked', 'usr', 'bin', program), join(folder, program)));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
