import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, attempt, onPath, run, say } from '../support/process.mjs';

/** Debian's packages, and the programs of each that the tests run. */
const PACKAGES = {
  // Prometheus, and its own judge of metrics and rules.
  prometheus: ['prometheus', 'promtool'],
  // What others see of a consumer's lag.
  burrow: ['Burrow'],
  // Puts manifests together without a cluster.
  'kubernetes-client': ['kubectl'],
};

/** Programs out of Debian's packages. These are only unpacked: installing them would take root, and would start servers. */
export function fetchPrograms(root) {
  const folder = join(root, '.cache', 'programs');
  const isThere = program => onPath(program) || existsSync(join(folder, program));
  const missing = Object.keys(PACKAGES).filter(name => !PACKAGES[name].every(isThere));
  if (missing.length === 0) {
    return;
  }

  if (!onPath('apt-get') || !onPath('dpkg-deb')) {
    throw new SetupError(`Missing on this machine: ${missing.flatMap(name => PACKAGES[name]).filter(program => !isThere(program)).join(' ')}.`);
  }

  say(`Fetching Debian's ${missing.join(', ')} for the tests.`);
  mkdirSync(folder, { recursive: true });
  for (const name of missing) {
    fetchPackage(root, name, folder);
  }
}

function fetchPackage(root, name, folder) {
  const work = mkdtempSync(join(root, '.cache', 'fetch-'));
  try {
    if (attempt('apt-get', ['download', '-qq', name], { cwd: work }).status !== 0) {
      attempt('apt-get', ['update', '-qq', '-o', 'DPkg::Lock::Timeout=300'], { cwd: work });
      run('apt-get', ['download', '-qq', name], { cwd: work });
    }

    run('dpkg-deb', ['-x', readdirSync(work).find(file => file.endsWith('.deb')), 'unpacked'], { cwd: work });
    PACKAGES[name].forEach(program => renameSync(join(work, 'unpacked', 'usr', 'bin', program), join(folder, program)));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
