#!/usr/bin/env bash
# html-validate 10.17.0, Node 20.
#
# Expected: `html-validate --formatter=json page.html | reader` gives the reader the whole report.
# Seen: a report larger than a pipe holds is cut, mostly after 65,536 bytes: what comes is no JSON, and the exit code is that of a page with
# errors either way. Written to a file with `--formatter=json=FILE` the report is whole. So a test that reads the report has to take it
# from a file.
#
# Needs Node and npm. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund html-validate@10.17.0

node -e '
const links = "<a target=\"_blank\">x</a>\n".repeat(3000);
require("fs").writeFileSync("page.html", `<!DOCTYPE html><html lang="en"><head><title>t</title></head><body>${links}</body></html>`);'

set +e
npx html-validate --formatter=json page.html | cat >piped.json
npx html-validate --formatter=json=whole.json page.html
set -e

for file in piped whole; do
  node -e '
const text = require("fs").readFileSync(process.argv[1], "utf8");
let is = "JSON";
try { JSON.parse(text); } catch { is = "cut"; }
console.log(process.argv[2], is, text.length % 65536 === 0 ? "full pipes" : "to its end");' "$file.json" "$file"
done | tee said.txt
diff said.txt - <<'EOF'
piped cut full pipes
whole JSON to its end
EOF
