// Fetches what a build on this machine lacks; with --tests, what the tests need as well. Says nothing when there is
// nothing to do.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fillGaps } from './gaps/index.mjs';
import { SetupError, run, say } from './support/process.mjs';
import { prepareTests } from './tests/index.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  const sdkVersion = run('dotnet', ['--version'], { cwd: root }).trim();
  await fillGaps(root, sdkVersion);
  if (process.argv.includes('--tests')) {
    prepareTests(root);
  }
} catch (error) {
  if (!(error instanceof SetupError)) {
    throw error;
  }

  say(error.message);
  process.exitCode = 1;
}
