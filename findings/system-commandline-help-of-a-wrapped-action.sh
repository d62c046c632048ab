#!/usr/bin/env bash
# System.CommandLine 3.0.0.
#
# Expected: `send --help` of a command with a required option is no usage error, whatever writes the help: also an action of one's own
# that hands on to the library's (to add examples, say).
# Seen: the library's action clears the errors of parsing, and ParseResult.Errors is empty. With an action that derives from
# SynchronousCommandLineAction and hands on to it the help is written, too, but ParseResult.Errors says that the option is missing: a
# program that looks at it before it invokes takes a request for help for a mistake. The action has to override ClearsParseErrors.
#
# Needs the .NET 10 SDK. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
export DOTNET_CLI_UI_LANGUAGE=en

cat >help.csproj <<'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="System.CommandLine" Version="3.0.0" />
  </ItemGroup>
</Project>
EOF
cat >Program.cs <<'EOF'
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

Try("the library's action", action => action);
Try("wrapped", action => new Wrapped(action));
Try("wrapped, clears errors", action => new Clearing(action));

static void Try(string what, Func<SynchronousCommandLineAction, SynchronousCommandLineAction> wrap)
{
    var root = new RootCommand("tool");
    var command = new Command("send") { new Option<string>("--to") { Required = true } };
    command.SetAction(_ => 0);
    root.Add(command);
    var help = root.Options.OfType<HelpOption>().Single();
    help.Action = wrap((SynchronousCommandLineAction)help.Action!);
    var parsed = root.Parse(["send", "--help"]);
    var output = new StringWriter();
    var code = parsed.Invoke(new InvocationConfiguration { Output = output });
    Console.WriteLine($"{what}: {parsed.Errors.Count} errors, exit code {code}, help {(output.ToString().Contains("--to") ? "written" : "missing")}");
}

internal class Wrapped(SynchronousCommandLineAction action) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult) => action.Invoke(parseResult);
}

internal sealed class Clearing(SynchronousCommandLineAction action) : Wrapped(action)
{
    public override bool ClearsParseErrors => true;
}
EOF

said="$(dotnet run -c Release 2>&1)"
printf '%s\n' "$said"
diff <(printf '%s\n' "$said") - <<'EOF'
the library's action: 0 errors, exit code 0, help written
wrapped: 1 errors, exit code 0, help written
wrapped, clears errors: 0 errors, exit code 0, help written
EOF
