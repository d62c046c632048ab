# Shared by the scripts in the repository's root, which set `root` first.

say() {
  printf '%s\n' "$*" >&2
}

require_tools() {
  if ! command -v dotnet >/dev/null; then
    say "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download/dotnet/10.0"
    return 1
  fi
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    say "Node.js 20 or later with npm is needed: https://nodejs.org (on Debian: apt-get install nodejs npm)"
    return 1
  fi
  if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)'; then
    say "Node.js 20 or later is needed; this machine has $(node --version): https://nodejs.org"
    return 1
  fi
  if ! (cd "$root" && dotnet --version) >/dev/null 2>&1; then
    say "A .NET 10 SDK is needed; this machine has:"
    dotnet --list-sdks >&2
    return 1
  fi
}

# Builds one project or the solution; says something only when it takes long or fails.
build() {
  local log
  mkdir -p "$root/.cache"
  log="$(mktemp "$root/.cache/build.XXXXXX")"
  if ! (cd "$root" && dotnet build "$@" -c Release -nologo -v quiet) >"$log" 2>&1; then
    # MSBuild repeats every error in its summary.
    awk '!seen[$0]++' "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}
