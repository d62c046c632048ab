import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { requirePrograms } from '../support/debian.mjs';
import { writePackage } from '../support/nupkg.mjs';
import { SetupError, npm, onPath, run } from '../support/process.mjs';

// Confluent's Node.js client carries the source of the same librdkafka release as Confluent.Kafka 2.15.1.
const CARRIER = '@confluentinc/kafka-javascript';
const CARRIER_VERSION = '1.10.1';

export function makeLibrdkafka({ id, version, file, marker }) {
  if (process.platform !== 'linux') {
    throw new SetupError(`${id} ${version} is in none of the NuGet sources. Add one that has it, for instance the public registry.`);
  }

  requirePrograms([
    { name: 'gcc', found: () => onPath('gcc') },
    { name: 'libc6-dev', found: () => existsSync('/usr/include/stdio.h') },
    { name: 'make', found: () => onPath('make') },
    { name: 'libssl-dev', found: () => existsSync('/usr/include/openssl/ssl.h') },
    { name: 'zlib1g-dev', found: () => existsSync('/usr/include/zlib.h') },
  ]);

  // Not in the repository's own folder: librdkafka's configure does not cope with a space in the path.
  const folder = mkdtempSync(join(tmpdir(), 'librdkafka-'));
  try {
    const source = compile(folder);
    const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';
    writePackage(file, {
      id,
      version,
      description: `librdkafka ${version} built on this machine`,
      files: {
        ...marker,
        'LICENSES.txt': readFileSync(join(source, 'LICENSES.txt')),
        [`runtimes/linux-${architecture}/native/librdkafka.so`]: readFileSync(join(source, 'src', 'librdkafka.so.1')),
      },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compile(folder) {
  npm(['pack', `${CARRIER}@${CARRIER_VERSION}`, '--silent'], { cwd: folder });
  run('tar', ['xzf', `confluentinc-kafka-javascript-${CARRIER_VERSION}.tgz`], { cwd: folder });

  const source = join(folder, 'package', 'deps', 'librdkafka');
  run('./configure', ['--disable-gssapi'], { cwd: source });
  run('make', ['-C', 'src', `-j${availableParallelism()}`, 'librdkafka.so.1'], { cwd: source });
  run('strip', ['--strip-unneeded', 'src/librdkafka.so.1'], { cwd: source });
  return source;
}
