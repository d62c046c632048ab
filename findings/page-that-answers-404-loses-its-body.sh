#!/usr/bin/env bash
# ASP.NET Core 10 (Microsoft.NET.Sdk.Web of SDK 10.0.4xx), Blazor rendered on the server.
#
# Expected: a page that finds that it has nothing under its address sets Response.StatusCode to 404 in OnParametersSet and draws
# what it has to say, as Razor Pages and MVC views do, with or without UseStatusCodePagesWithReExecute.
# Seen: the status is 404 and the body is empty; what the page draws is thrown away. With the status-code middleware another
# page is drawn in its place. With any other status of an error, such as 410, the page's own body is sent.
#
# Needs the .NET 10 SDK and curl. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"
export DOTNET_CLI_UI_LANGUAGE=en

cat >app.csproj <<'EOF'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><RootNamespace>App</RootNamespace></PropertyGroup>
</Project>
EOF
cat >Program.cs <<'EOF'
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRazorComponents();
var app = builder.Build();
app.UseAntiforgery();
app.MapRazorComponents<App.Root>();
app.Run();
EOF
cat >_Imports.razor <<'EOF'
@using Microsoft.AspNetCore.Components
@using Microsoft.AspNetCore.Components.Routing
@using Microsoft.AspNetCore.Http
EOF
cat >Root.razor <<'EOF'
<html><body><Router AppAssembly="typeof(Root).Assembly"><Found Context="route"><RouteView RouteData="route" /></Found></Router></body></html>
EOF
cat >Thing.razor <<'EOF'
@page "/thing/{Status:int}"
<p>the page's own words</p>
@code {
    [Parameter] public int Status { get; set; }
    [CascadingParameter] private HttpContext? Context { get; set; }
    protected override void OnParametersSet() => Context!.Response.StatusCode = Status;
}
EOF

dotnet build -c Release -nologo -v quiet >/dev/null
port="$((20000 + RANDOM % 20000))"
dotnet bin/Release/net10.0/app.dll --urls "http://127.0.0.1:$port" >server.log 2>&1 &
server=$!
for _ in $(seq 100); do
  curl -s -o /dev/null "http://127.0.0.1:$port/thing/200" && break
  sleep 0.1
done

ask() {
  curl -s -o body -w '%{http_code}' "http://127.0.0.1:$port/thing/$1"
  printf ', own words: %s' "$(grep -c "the page's own words" body || true)"
}

gone="$(ask 410)"
missing="$(ask 404)"
printf '410: %s\n404: %s\n' "$gone" "$missing"
if [ "$gone" != '410, own words: 1' ] || [ "$missing" != '404, own words: 0' ]; then
  echo "The behaviour has changed."
  exit 1
fi
