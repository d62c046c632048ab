// Fetches what the tests and benchmarks need beyond the build. Says nothing when there is nothing to do.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError, say } from './support/process.mjs';
import { prepareTests } from './tests/index.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  prepareTests(root);
} catch (error) {
  if (!(error instanceof SetupError)) {
    throw error;
  }

  say(error.message);
  process.exitCode = 1;
}
