import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, attempt, globalPackagesFolder, run, say } from '../support/process.mjs';
import { recipes } from './recipes.mjs';

const MARKER = 'made-by-setup.txt';

/**
 * Some NuGet mirrors carry only a part of the public registry. For each package this solution needs and the configured
 * sources do not have, a local one is made in eng/packages. Where the sources have it, nothing is made, so that a
 * local package never stands in front of a published one.
 */
export async function fillGaps(root, sdkVersion) {
  const packages = join(root, 'eng', 'packages');
  const stampFile = join(root, '.cache', 'packages.json');
  const key = { sdkVersion, recipes: hashOf(join(root, 'eng', 'gaps')), globalPackages: process.env.NUGET_PACKAGES ?? '' };
  if (isCurrent(stampFile, key, packages)) {
    return;
  }

  mkdirSync(join(root, '.cache'), { recursive: true });
  const work = mkdtempSync(join(root, '.cache', 'packages-'));
  try {
    isolate(work);
    const wanted = recipes(assetsVersion(work));
    const missing = probe(work, wanted);
    for (const gap of wanted) {
      await settle(gap, missing.has(gap.id), packages, work);
    }

    writeFileSync(stampFile, JSON.stringify({ ...key, local: localPackages(packages) }));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The folder is inside the repository for the NuGet configuration and SDK in force there, less what is local. */
function isolate(work) {
  for (const name of ['Directory.Build.props', 'Directory.Build.targets', 'Directory.Packages.props']) {
    writeFileSync(join(work, name), '<Project />');
  }

  writeFileSync(join(work, 'nuget.config'), `<configuration>
  <disabledPackageSources><add key="trade-terminal-local" value="true" /></disabledPackageSources>
</configuration>`);
}

function isCurrent(stampFile, key, packages) {
  if (!existsSync(stampFile)) {
    return false;
  }

  const { local, ...stamped } = JSON.parse(readFileSync(stampFile, 'utf8'));
  return JSON.stringify(stamped) === JSON.stringify(key) && JSON.stringify(local) === JSON.stringify(localPackages(packages));
}

function localPackages(folder) {
  return readdirSync(folder).filter(name => name.endsWith('.nupkg')).sort();
}

/** The version of Microsoft.AspNetCore.App.Internal.Assets that this SDK adds to a Blazor project. */
function assetsVersion(work) {
  writeFileSync(join(work, 'version.proj'), '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>');
  const answer = run('dotnet', ['msbuild', 'version.proj', '-getItem:KnownAspNetCorePack'], { cwd: work });
  const pack = JSON.parse(answer).Items.KnownAspNetCorePack.find(p => p.TargetFramework === 'net10.0');
  return pack.AspNetCorePackVersion;
}

/**
 * Asks NuGet, with the user's own configuration, for every package at once; returns the ids it cannot find. A package
 * made earlier, for this or another clone, must not answer for a source: then nothing already extracted is looked at.
 */
function probe(work, wanted) {
  const downloads = wanted.map(gap => `<PackageDownload Include="${gap.id}" Version="[${gap.version}]" />`);
  writeFileSync(join(work, 'probe.csproj'), `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>${downloads.join('')}</ItemGroup>
</Project>`);
  const afresh = wanted.some(gap => existsSync(join(extracted(gap), MARKER)));
  const args = ['restore', 'probe.csproj', ...(afresh ? ['--packages', join(work, 'probed')] : [])];
  const { status, output } = attempt('dotnet', args, { cwd: work, env: { DOTNET_CLI_UI_LANGUAGE: 'en' } });
  const missing = new Set();
  for (const [, id] of output.matchAll(/error NU110[1-3]: Unable to find package ([\w.]+?)(?:\. No packages| with version)/g)) {
    missing.add(id);
  }

  if (status !== 0 && missing.size === 0) {
    throw new SetupError(`NuGet could not be asked for the packages:\n${output.trim()}`);
  }

  return missing;
}

async function settle(gap, missing, packages, work) {
  const file = join(packages, `${gap.id}.${gap.version}.nupkg`);
  const folder = extracted(gap);
  const recipe = `${gap.id} ${gap.version} revision ${gap.revision}\n`;
  const madeBy = existsSync(join(folder, MARKER)) ? readFileSync(join(folder, MARKER), 'utf8') : null;
  if (!missing) {
    rmSync(file, { force: true });
  } else if (madeBy === recipe) {
    copyFileSync(join(folder, `${gap.id}.${gap.version}.nupkg`.toLowerCase()), file);
    return;
  } else {
    say(`No NuGet source has ${gap.id} ${gap.version}: ${gap.how}`);
    await gap.make({ ...gap, file, work, marker: { [MARKER]: recipe } });
  }

  if (madeBy !== null) {
    rmSync(folder, { recursive: true, force: true });
  }
}

function extracted({ id, version }) {
  return join(globalPackagesFolder(), id.toLowerCase(), version);
}

function hashOf(folder) {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    hash.update(name).update(readFileSync(join(folder, name)));
  }

  return hash.digest('hex').slice(0, 16);
}
