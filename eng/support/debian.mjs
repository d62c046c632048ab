import { SetupError, attempt, onPath, run, say } from './process.mjs';

/**
 * Makes sure that each of `packages` ({ name: a Debian package, found: () => truthy }) is there: as root on Debian by
 * apt-get, else by telling the caller what to install.
 */
export function requirePrograms(packages) {
  const missing = packages.filter(p => !p.found()).map(p => p.name);
  if (missing.length === 0) {
    return;
  }

  const names = missing.join(' ');
  if (!onPath('apt-get')) {
    throw new SetupError(`Missing on this machine: ${names} (the names are those of Debian's packages).`);
  }

  if (process.getuid() !== 0) {
    throw new SetupError(`Missing on this machine: ${names}. Install with: sudo apt-get install ${names}`);
  }

  say(`Installing ${names}.`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  attempt('apt-get', ['update', '-qq', ...wait], { env });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wait, ...missing], { env });
}
