#!/usr/bin/env bash
# Sets up what is missing and runs one benchmark:  ./bench.sh NAME [--json]
# or compares two builds in one run:               ./bench.sh ingest --against COMMIT [--rows N] [--json]
#                                                  ./bench.sh backlog|viewers --against COMMIT [--json]
set -euo pipefail
shopt -s inherit_errexit

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
. "$root/eng/common.sh"

# Builds a commit in a worktree of its own, with today's side of the benchmark in the place of its benchmarks, and says
# where the program is.
build_against() {
  local commit tree benchmarks
  if ! commit="$(git -C "$root" rev-parse --verify --quiet "$1^{commit}")"; then
    say "There is no commit '$1'."
    return 64
  fi
  tree="$root/.cache/against/$commit"
  benchmarks="$tree/TradeTerminal.Benchmarks"
  if [ ! -e "$tree/.git" ]; then
    git -C "$root" worktree prune
    git -C "$root" worktree add --quiet --force --detach "$tree" "$commit" >&2
  fi
  rm -rf "$benchmarks"
  git -C "$tree" checkout --quiet -- TradeTerminal.Benchmarks/TradeTerminal.Benchmarks.csproj
  mkdir -p "$benchmarks/Ingest"
  cp -R "$root/TradeTerminal.Benchmarks/Sides" "$benchmarks/"
  cp "$root/TradeTerminal.Benchmarks/Ingest/BenchDatabase.cs" "$benchmarks/Ingest/"
  printf 'return await TradeTerminal.Benchmarks.Sides.SideProgram.RunAsync();\n' >"$benchmarks/Program.cs"
  (root="$tree" && build TradeTerminal.Benchmarks -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false) || return
  printf '%s\n' "$benchmarks/bin/Release/net10.0/TradeTerminal.Benchmarks.dll"
}

require_tools
node "$root/eng/setup.mjs"
say "Building."
# The ten tasks are a test: of their times there is no target, and a failed one has none.
if [ "${1:-}" = tasks ]; then
  build TradeTerminal.Tests
  exec dotnet test "$root/TradeTerminal.Tests" --no-build -c Release -nologo --filter FullyQualifiedName~KeyboardTasks --logger "console;verbosity=detailed"
fi

build TradeTerminal.Benchmarks
arguments=()
while [ $# -gt 0 ]; do
  arguments+=("$1")
  if [ "$1" = --against ]; then
    say "Building ${2:-}."
    program="$(build_against "${2:-}")"
    arguments+=("$program")
    shift
  fi
  shift
done

exec dotnet "$root/TradeTerminal.Benchmarks/bin/Release/net10.0/TradeTerminal.Benchmarks.dll" "${arguments[@]}"
