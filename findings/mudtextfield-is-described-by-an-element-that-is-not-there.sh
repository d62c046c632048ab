#!/usr/bin/env bash
# MudBlazor 9.12.0, drawn with bunit 2.15.2 on .NET 10.
#
# Expected: a text field that has a helper text with an id (HelperId) and an error with an id (ErrorId) names in aria-describedby the
# elements that describe it, so that a screen reader says them.
# Seen: while there is an error its text takes the place of the helper text, which is no longer drawn; aria-describedby still names
# both ids, the helper's too, where nothing is. Without an error it names the helper alone. Whoever sets HelperId has to take it
# away together with the helper text.
#
# Needs dotnet. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >field.csproj <<'E2'
<Project Sdk="Microsoft.NET.Sdk.Razor">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="MudBlazor" Version="9.12.0" />
    <PackageReference Include="bunit" Version="2.15.2" />
  </ItemGroup>
</Project>
E2
cat >Program.cs <<'E2'
using Bunit;
using MudBlazor;
using MudBlazor.Services;

await using var context = new BunitContext();
context.JSInterop.Mode = JSRuntimeMode.Loose;
context.Services.AddMudServices();
var seen = new[] { false, true }.Select(isWrong =>
{
    var field = context.Render<MudTextField<string>>(parameters => parameters
        .Add(it => it.HelperText, "A number").Add(it => it.HelperId, "note")
        .Add(it => it.Error, isWrong).Add(it => it.ErrorText, "Not a number").Add(it => it.ErrorId, "problem"));
    var ids = (field.Find("input").GetAttribute("aria-describedby") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
    return string.Join(", ", ids.Select(id => $"{id} {(field.FindAll($"#{id}").Count > 0 ? "is there" : "is missing")}"));
}).ToList();
Console.WriteLine($"without an error: {seen[0]}");
Console.WriteLine($"with one: {seen[1]}");
return seen[0] == "note is there" && seen[1].Contains("problem is there") && seen[1].Contains("note is missing") ? 0 : 1;
E2
dotnet run --property:RestorePackagesPath="$work/packages" || { echo "The behaviour has changed."; exit 1; }
