import { spawnSync } from 'node:child_process';

/** Shown to whoever waits: stdout belongs to the program being set up for. */
export function say(message) {
  process.stderr.write(`${message}\n`);
}

export class SetupError extends Error {}

/** Runs a program without a shell; returns its output, or throws with that output when it fails. */
export function run(program, args, options = {}) {
  const result = attempt(program, args, options);
  if (result.status !== 0) {
    const tail = result.output.trim().split('\n').slice(-30).join('\n');
    throw new SetupError(`${program} ${args.join(' ')} failed (${result.status ?? result.signal}):\n${tail}`);
  }

  return result.stdout;
}

/** Like run, but a failure is the caller's to judge. */
export function attempt(program, args, options = {}) {
  const result = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
    env: { ...process.env, ...options.env },
  });
  if (result.error?.code === 'ENOENT') {
    throw new SetupError(`'${program}' is not installed or not on the PATH.`);
  }

  const stdout = result.stdout ?? '';
  return { status: result.status, signal: result.signal, stdout, output: stdout + (result.stderr ?? '') };
}

/** npm is a .cmd on Windows, which only a shell can start; the arguments here never hold spaces. */
export function npm(args, options = {}) {
  const windows = process.platform === 'win32';
  return run(windows ? 'npm.cmd' : 'npm', args, { shell: windows, ...options });
}

export function onPath(program) {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  const result = spawnSync(finder, [program], { encoding: 'utf8' });
  return result.status === 0 ? result.stdout.split('\n')[0].trim() : null;
}
