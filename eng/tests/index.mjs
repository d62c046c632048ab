import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { requirePrograms } from '../support/debian.mjs';
import { SetupError, attempt, onPath } from '../support/process.mjs';
import { fetchKafka } from './kafka.mjs';
import { installPackages } from './packages.mjs';
import { fetchPrograms } from './unpacked.mjs';

const OLDEST_JAVA = 17;

/** What the tests and benchmarks need beyond the build: a browser, a Kafka client of another make, a real Kafka, viewers, judges: some of Debian, some of npm. */
export function prepareTests(root) {
  requirePrograms([
    { name: 'chromium', found: () => onPath('chromium') },
    { name: 'docker-compose', found: () => onPath('docker-compose') },
    { name: 'kcat', found: () => onPath('kcat') },
    { name: 'openjdk-17-jre-headless', found: hasJava },
    { name: 'postgresql', found: hasPostgres },
  ]);
  if (!hasJava()) {
    throw new SetupError(`The java on the PATH is older than ${OLDEST_JAVA}: put a newer one first.`);
  }

  fetchKafka(root);
  fetchPrograms(root);
  // The client of Blazor's protocol that the viewers benchmark is made of.
  installPackages(join(root, 'TradeTerminal.Benchmarks', 'Viewers'), 'the viewers benchmark');
  // What judges the OpenAPI document and the pages.
  installPackages(join(root, 'TradeTerminal.Tests', 'Judges'), 'the tests');
}

/** A server with the pg_dump of its version, which dumps no newer one. */
function hasPostgres() {
  const installed = '/usr/lib/postgresql';
  const folders = existsSync(installed) ? readdirSync(installed).map(version => join(installed, version, 'bin')) : [];
  return [...folders, ...(process.env.PATH ?? '').split(delimiter)].some(
    folder => existsSync(join(folder, 'pg_dump')) && existsSync(join(folder, 'initdb')));
}

function hasJava() {
  if (!onPath('java')) {
    return false;
  }

  const version = /version "(\d+)/.exec(attempt('java', ['-version']).output);
  return version !== null && Number(version[1]) >= OLDEST_JAVA;
}
