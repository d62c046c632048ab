#!/usr/bin/env bash
# MudBlazor 9.12.0 (NuGet), Chromium driven by playwright-core 1.65.1.
#
# Expected: the style sheet of a component library styles its own components. A page's own rule `:focus-visible { outline … }`,
# loaded after it, goes on showing where the keyboard is on plain links and buttons.
# Seen: MudBlazor.min.css has rules for the bare elements: a:focus-visible and button:focus without an outline. They are more
# specific than :focus-visible alone, so that plain links and buttons show no focus, while a plain input does. Its sheet also makes
# every <button> an inline-flex box and takes padding, margin and border width from all elements.
#
# Needs dotnet, node, npm and chromium. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >sheet.csproj <<'E2'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="MudBlazor" Version="9.12.0" /></ItemGroup>
</Project>
E2
dotnet restore --packages "$work/packages" -v quiet >/dev/null
cp packages/mudblazor/9.12.0/staticwebassets/MudBlazor.min.css .
npm install --silent --no-audit --no-fund playwright-core@1.65.1 >/dev/null
for sheet in '' '<link rel="stylesheet" href="MudBlazor.min.css">'; do
  cat >"page$([ -z "$sheet" ] || echo -mud).html" <<E2
<!DOCTYPE html>$sheet
<style>:focus-visible { outline: 3px solid red }</style>
<a href="#x">link</a> <button type="button">button</button> <input>
E2
done
cat >run.cjs <<'E2'
const { chromium } = require('playwright-core');
(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
  const seen = {};
  for (const name of ['page', 'page-mud']) {
    const page = await browser.newPage();
    await page.goto(`file://${__dirname}/${name}.html`);
    seen[name] = [];
    for (let i = 0; i < 3; i++) {
      await page.keyboard.press('Tab');
      seen[name].push(await page.evaluate(() => {
        const it = getComputedStyle(document.activeElement);
        return `${document.activeElement.localName}: ${it.outlineStyle} (${it.display})`;
      }));
    }
  }
  console.log(`chromium ${browser.version()}`);
  console.log(`without the sheet: ${seen.page.join(', ')}`);
  console.log(`with MudBlazor.min.css: ${seen['page-mud'].join(', ')}`);
  await browser.close();
  const outlines = name => seen[name].map(one => one.split(' ')[1]).join();
  process.exitCode = outlines('page') === 'solid,solid,solid' && outlines('page-mud') === 'none,none,solid' ? 0 : 1;
})();
E2
CHROMIUM="$(command -v chromium || command -v chromium-browser)" node run.cjs || { echo "The behaviour has changed."; exit 1; }
