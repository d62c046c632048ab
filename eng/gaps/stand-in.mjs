import { writePackage } from '../support/nupkg.mjs';

/** For packages that are asked for by a dependency and not called by anything here. */
export function makeStandIn({ id, version, file, marker }) {
  writePackage(file, {
    id,
    version,
    description: `Empty stand-in for ${id}`,
    files: { ...marker, 'README.md': `Empty stand-in for ${id} ${version}, made by eng/setup.mjs.\n` },
  });
}
