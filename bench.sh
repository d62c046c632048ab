#!/usr/bin/env bash
# Sets up what is missing and runs one benchmark:  ./bench.sh NAME [--json]
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
. "$root/eng/common.sh"

require_tools
node "$root/eng/setup.mjs" --tests
say "Building."
build TradeTerminal.Benchmarks

exec dotnet "$root/TradeTerminal.Benchmarks/bin/Release/net10.0/TradeTerminal.Benchmarks.dll" "$@"
