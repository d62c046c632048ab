import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { globalPackagesFolder, run } from '../support/process.mjs';

/** Fetches a package from the configured sources; returns the folder it was extracted to. */
export function download(work, id, version) {
  const folder = join(work, `download-${id}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'download.csproj'), `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="${id}" Version="[${version}]" /></ItemGroup>
</Project>`);
  run('dotnet', ['restore', 'download.csproj'], { cwd: folder });
  return join(globalPackagesFolder(), id.toLowerCase(), version);
}
