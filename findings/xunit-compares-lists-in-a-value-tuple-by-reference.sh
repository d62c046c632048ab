#!/usr/bin/env bash
# xunit.v3.assert 4.0.2.
#
# Expected: Assert.Equal goes into collections wherever they stand, as it does for a list of lists, for the values of a dictionary,
# for a KeyValuePair and for System.Tuple: equal contents are equal.
# Seen: in a value tuple, ("a", list), two lists with equal contents are not equal: arrays, List<T> and ImmutableArray<T> alike. The
# same two values in Tuple.Create or KeyValuePair.Create are. So a test that compares several figures at once by a tuple literal fails
# on equal lists; compare them by an Assert of their own.
#
# Needs the .NET 10 SDK. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
export DOTNET_CLI_UI_LANGUAGE=en

cat >tuples.csproj <<'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="xunit.v3.assert" Version="4.0.2" />
  </ItemGroup>
</Project>
EOF
cat >Program.cs <<'EOF'
using System.Collections.Immutable;
using Xunit;

Try("list", () => Assert.Equal(List(), List()));
Try("list of lists", () => Assert.Equal(new[] { List() }, new[] { List() }));
Try("KeyValuePair", () => Assert.Equal(KeyValuePair.Create("a", List()), KeyValuePair.Create("a", List())));
Try("System.Tuple", () => Assert.Equal(Tuple.Create("a", List()), Tuple.Create("a", List())));
Try("value tuple, List", () => Assert.Equal(("a", List()), ("a", List())));
Try("value tuple, array", () => Assert.Equal(("a", List().ToArray()), ("a", List().ToArray())));
Try("value tuple, ImmutableArray", () => Assert.Equal(("a", List().ToImmutableArray()), ("a", List().ToImmutableArray())));

static List<int> List() => [1, 2];

static void Try(string what, Action compare)
{
    try
    {
        compare();
        Console.WriteLine($"{what}: equal");
    }
    catch (Xunit.Sdk.EqualException)
    {
        Console.WriteLine($"{what}: not equal");
    }
}
EOF

said="$(dotnet run -c Release 2>&1)"
printf '%s\n' "$said"
diff <(printf '%s\n' "$said") - <<'EOF'
list: equal
list of lists: equal
KeyValuePair: equal
System.Tuple: equal
value tuple, List: not equal
value tuple, array: not equal
value tuple, ImmutableArray: not equal
EOF
