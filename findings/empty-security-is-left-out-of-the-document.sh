#!/usr/bin/env bash
# Microsoft.OpenApi 2.13.0.
#
# Expected: in OpenAPI an empty list of security requirements says something: nothing is asked for here, and linters want it said
# (Redocly: security-defined). `document.Security = []` is written as "security": [], as `operation.Security = []` is.
# Seen: of the document the empty list is left out without a word; of an operation it is written. A list with one empty requirement,
# which means the same, is written in both places.
#
# Needs the .NET 10 SDK. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
export DOTNET_CLI_UI_LANGUAGE=en

cat >security.csproj <<'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.OpenApi" Version="2.13.0" />
  </ItemGroup>
</Project>
EOF
cat >Program.cs <<'EOF'
using System.Text.Json;
using Microsoft.OpenApi;

await ShowAsync("empty list", () => []);
await ShowAsync("one empty requirement", () => [new OpenApiSecurityRequirement()]);

static async Task ShowAsync(string what, Func<List<OpenApiSecurityRequirement>> security)
{
    var document = new OpenApiDocument
    {
        Info = new OpenApiInfo { Title = "t", Version = "1" },
        Paths = new OpenApiPaths
        {
            ["/a"] = new OpenApiPathItem
            {
                Operations = new() { [HttpMethod.Get] = new OpenApiOperation { Responses = new OpenApiResponses(), Security = security() } },
            },
        },
        Security = security(),
    };
    var json = JsonDocument.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1)).RootElement;
    Console.WriteLine($"{what}, document: {Of(json)}");
    Console.WriteLine($"{what}, operation: {Of(json.GetProperty("paths").GetProperty("/a").GetProperty("get"))}");
}

static string Of(JsonElement element) => element.TryGetProperty("security", out var security) ? JsonSerializer.Serialize(security) : "left out";
EOF

said="$(dotnet run -c Release 2>&1)"
printf '%s\n' "$said"
diff <(printf '%s\n' "$said") - <<'EOF'
empty list, document: left out
empty list, operation: []
one empty requirement, document: [{}]
one empty requirement, operation: [{}]
EOF
