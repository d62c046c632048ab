#!/usr/bin/env bash
# xunit.v3 4.0.2 with xunit.runner.visualstudio 4.0.1 and Microsoft.NET.Test.Sdk 18.11.0, on the .NET SDK 10.0.4xx.
#
# Expected: as with xunit.v3 3.2.2, the same three packages give a project that `dotnet test --filter` runs.
# Seen: xunit.v3 4 brings Microsoft.Testing.Platform, which takes the project over although the VSTest adapter is referenced.
# The build succeeds, and `dotnet test` then fails before any test is run: "Testing with VSTest target is no longer supported
# by Microsoft.Testing.Platform on .NET 10 SDK and later". IsTestingPlatformApplication=false gives the project back to VSTest,
# whose filters then work.
#
# Needs the .NET 10 SDK. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
export DOTNET_CLI_UI_LANGUAGE=en

cat >tests.csproj <<'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
    <PackageReference Include="xunit.v3" Version="4.0.2" />
    <PackageReference Include="xunit.runner.visualstudio" Version="4.0.1" />
  </ItemGroup>
</Project>
EOF
cat >Tests.cs <<'EOF'
public sealed class Tests
{
    [Xunit.Fact] public void One() { }
    [Xunit.Fact] public void Other() { }
}
EOF

dotnet build -c Release -nologo -v quiet >/dev/null
refused="$(dotnet test --no-build -c Release -nologo --filter FullyQualifiedName=Tests.One 2>&1 || true)"
taken="$(dotnet test -c Release -nologo -p:IsTestingPlatformApplication=false --filter FullyQualifiedName=Tests.One 2>&1 || true)"
printf 'with the packages alone: %s\n' "$(grep -o 'Testing with VSTest target is no longer supported' <<<"$refused" | head -n 1)"
printf 'IsTestingPlatformApplication=false: %s\n' "$(grep -o 'Passed: *1' <<<"$taken" | head -n 1)"
if ! grep -q 'Testing with VSTest target is no longer supported' <<<"$refused" || ! grep -q 'Passed: *1' <<<"$taken"; then
  echo "The behaviour has changed."
  exit 1
fi
