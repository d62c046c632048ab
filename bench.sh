#!/usr/bin/env bash
# Sets up what is missing and runs one benchmark:  ./bench.sh NAME [--json]
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
. "$root/eng/common.sh"

require_tools
node "$root/eng/setup.mjs"
say "Building."
# The ten tasks are a test: of their times there is no target, and a failed one has none.
if [ "${1:-}" = tasks ]; then
  build TradeTerminal.Tests
  exec dotnet test "$root/TradeTerminal.Tests" --no-build -c Release -nologo --filter FullyQualifiedName~KeyboardTasks --logger "console;verbosity=detailed"
fi

build TradeTerminal.Benchmarks

exec dotnet "$root/TradeTerminal.Benchmarks/bin/Release/net10.0/TradeTerminal.Benchmarks.dll" "$@"
