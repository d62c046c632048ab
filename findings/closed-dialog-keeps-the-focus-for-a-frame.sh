#!/usr/bin/env bash
# Chromium 156.0.8078.108 (Debian's package), driven by playwright-core 1.65.1.
#
# Expected: when a modal dialog is closed, its field has lost the focus when close() returns, whatever had it before.
# Seen: that holds only where another element had the focus when the dialog was opened: close() gives it back there and then.
# Where nothing had it, document.activeElement is the field of the closed dialog, which is not rendered, until the next frame.
# A key pressed in that frame goes to the field, and a page's own shortcuts, which leave fields alone, do not hear it.
#
# Needs node, npm and chromium. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund playwright-core@1.65.1 >/dev/null
cat >page.html <<'EOF2'
<button id="button">Button</button>
<dialog><input id="field"></dialog>
EOF2
cat >run.cjs <<'EOF2'
const { chromium } = require('playwright-core');
(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  await page.goto('file://' + __dirname + '/page.html');
  const seen = await page.evaluate(async () => {
    const dialog = document.querySelector('dialog');
    const active = () => document.activeElement.id || document.activeElement.localName;
    const closed = () => { dialog.showModal(); document.getElementById('field').focus(); dialog.close(); return active(); };
    const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    document.getElementById('button').focus();
    const given = closed();
    document.activeElement.blur();
    const kept = closed();
    await frame();
    return { given, kept, next: active() };
  });
  console.log(`chromium ${browser.version()}`);
  console.log(`a button had the focus: ${seen.given}; nothing had it: ${seen.kept}; a frame later: ${seen.next}`);
  await browser.close();
  process.exitCode = seen.given === 'button' && seen.kept === 'field' && seen.next === 'body' ? 0 : 1;
})();
EOF2
CHROMIUM="$(command -v chromium || command -v chromium-browser)" node run.cjs || { echo "The behaviour has changed."; exit 1; }
