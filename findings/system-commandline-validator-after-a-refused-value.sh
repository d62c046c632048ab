#!/usr/bin/env bash
# System.CommandLine 3.0.0.
#
# Expected: a value the custom parser of an option refuses (AddError, as the documentation shows) is one of the errors of the
# ParseResult, also when the option has a validator: parsing collects errors, and only GetValue of a wrong option throws.
# Seen: the validator is still called, and the moment it reads the value with GetValueOrDefault, the usual thing to do there,
# InvalidOperationException with the parser's message comes out of Parse. So Parse throws for a mistyped argument. Without the
# validator the same argument is an error of the result; so it is where the number is checked by the custom parser itself.
# Output seen: "without a validator: 1 error; with one: InvalidOperationException: --seconds is no number"
#
# Needs the .NET 10 SDK. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >parse.csproj <<'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="System.CommandLine" Version="3.0.0" /></ItemGroup>
</Project>
EOF
cat >Program.cs <<'EOF'
using System.CommandLine;

Console.WriteLine($"without a validator: {Parse(false)}; with one: {Parse(true)}");

static string Parse(bool validates)
{
    var seconds = new Option<decimal?>("--seconds")
    {
        CustomParser = result =>
        {
            if (decimal.TryParse(result.Tokens[0].Value, out var number))
            {
                return number;
            }

            result.AddError("--seconds is no number");
            return null;
        },
    };
    if (validates)
    {
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<decimal?>() is <= 0)
            {
                result.AddError("--seconds must be above 0");
            }
        });
    }

    try
    {
        return $"{new RootCommand { seconds }.Parse(["--seconds", "many"]).Errors.Count} error";
    }
    catch (InvalidOperationException exception)
    {
        return $"{exception.GetType().Name}: {exception.Message}";
    }
}
EOF
seen="$(dotnet run -c Release)"
echo "$seen"
[ "$seen" = "without a validator: 1 error; with one: InvalidOperationException: --seconds is no number" ]
