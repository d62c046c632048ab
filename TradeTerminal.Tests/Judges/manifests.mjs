// Reads YAML documents from standard input, writes them as typed literals for the compiler to judge, and prints them as JSON:
//   kubectl kustomize docker/kubernetes | node manifests.mjs manifests.ts
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import yaml from 'js-yaml';

const documents = yaml.loadAll(await text(process.stdin)).filter(one => one !== null);
const lines = documents.map(({ apiVersion, kind }, n) => {
  const group = apiVersion.includes('/') ? apiVersion.replace(/\..*\//, '/') : `core/${apiVersion}`;
  return `import type { ${kind} as Kind${n} } from 'kubernetes-types/${group}.js';`;
});
documents.forEach((one, n) => lines.push(`export const document${n}: Kind${n} = ${JSON.stringify(one, null, 2)};`));
writeFileSync(process.argv[2], `${lines.join('\n')}\n`);
process.stdout.write(JSON.stringify(documents));
