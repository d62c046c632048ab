#!/usr/bin/env bash
# Sets up what is missing, builds everything and runs the tests. The last line is always the count.
#   --filter X   only tests that match X, as in `dotnet test --filter`
#   --long       the tests of the category Long as well
set -uo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
. "$root/eng/common.sh"

finish() {
  printf '%s passed, %s failed, %s skipped\n' "$1" "$2" "$3"
  [ "$2" -eq 0 ] && [ "$1" -gt 0 ]
  exit
}

trap 'finish 0 1 0' INT TERM

filter=""
exclude="Category!=Long"
while [ $# -gt 0 ]; do
  case "$1" in
    --filter) filter="${2:-}"; shift ;;
    --filter=*) filter="${1#--filter=}" ;;
    --long) exclude="" ;;
    *) say "Usage: ./test.sh [--filter X] [--long]"; finish 0 1 0 ;;
  esac
  shift || true
done
if [ -n "$filter" ] && [ -n "$exclude" ]; then
  filter="($filter)&($exclude)"
else
  filter="$filter$exclude"
fi

require_tools || finish 0 1 0
node "$root/eng/setup.mjs" || finish 0 1 0
say "Building."
build TradeTerminal.sln -warnaserror "-warnnotaserror:NU1900;NU1901;NU1902;NU1903;NU1904" || finish 0 1 0

say "Testing."
results="$(mktemp "$root/.cache/test.XXXXXX")"
trap 'rm -f "$results"' EXIT
arguments=(--no-build -c Release -nologo --logger "console;verbosity=minimal")
[ -z "$filter" ] || arguments+=(--filter "$filter")
(cd "$root" && DOTNET_CLI_UI_LANGUAGE=en dotnet test TradeTerminal.Tests "${arguments[@]}") 2>&1 | tee "$results"
status="${PIPESTATUS[0]}"

count() {
  sed -n "s/.* - Failed: .*$1: *\([0-9][0-9]*\).*/\1/p" "$results" | tail -n 1
}
passed="$(count Passed)"
failed="$(sed -n 's/.* - Failed: *\([0-9][0-9]*\).*/\1/p' "$results" | tail -n 1)"
skipped="$(count Skipped)"
# A run that broke off has a status of failure and maybe no failed test.
if [ "$status" -ne 0 ] && [ "${failed:-0}" -eq 0 ] && ! grep -q "No test matches" "$results"; then
  failed=1
fi
finish "${passed:-0}" "${failed:-0}" "${skipped:-0}"
