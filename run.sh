#!/usr/bin/env bash
# Sets up what is missing, builds the terminal and starts it. Arguments go to the terminal; a command such as
# `scenario list` goes to the one that runs.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
. "$root/eng/common.sh"
app="$root/TradeTerminal/bin/Release/net10.0/TradeTerminal.dll"

# Settings of a checkout, such as where the data is; the command doctor reads them too.
if [ -z "${DOTNET_ENVIRONMENT:-}${ASPNETCORE_ENVIRONMENT:-}" ]; then
  export DOTNET_ENVIRONMENT=Development
fi

# A command to a terminal that runs: what it runs from must not be built anew meanwhile.
case "${1:-}" in
  produce | replay | generate | scenario | health | status | topics | lag | jobs | rejected | verify | export | resume | doctor | help)
    [ ! -f "$app" ] || exec dotnet "$app" "$@" ;;
esac

require_tools
[ -f "$app" ] || say "First start: fetching packages and building, this takes a minute or two."
build TradeTerminal

if [ -z "${ASPNETCORE_URLS:-}${ASPNETCORE_HTTP_PORTS:-}" ]; then
  export ASPNETCORE_URLS=http://localhost:5080
fi

# exec: signals reach the terminal itself.
exec dotnet "$app" "$@"
