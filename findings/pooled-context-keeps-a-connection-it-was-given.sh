#!/usr/bin/env bash
# Microsoft.EntityFrameworkCore.Relational 10.0.15 with Npgsql.EntityFrameworkCore.PostgreSQL 10.0.3.
#
# Expected: a context of a pool that was given a connection for its lease (SetDbConnection, contextOwnsConnection: false) is as new
# when the pool hands it out again: it works on the data source that the pool's options name.
# Seen: the next lease has the very connection of the one before. Its owner has disposed of it by then, so whoever opens the
# context next gets ObjectDisposedException, far from the code that lent the connection. Only a context that no pool hands out
# forgets it. No server is asked anything here.
#
# Needs the .NET 10 SDK. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
export DOTNET_CLI_UI_LANGUAGE=en

cat >pool.csproj <<'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.EntityFrameworkCore.Relational" Version="10.0.15" />
    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="10.0.3" />
  </ItemGroup>
</Project>
EOF
cat >Program.cs <<'EOF'
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

await using var source = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Timeout=1");
var options = new DbContextOptionsBuilder<Context>().UseNpgsql(source).Options;
var pool = new PooledDbContextFactory<Context>(options);
var lent = new NpgsqlConnection("Host=127.0.0.1;Port=1;Timeout=1;Application Name=lent");
using (var context = pool.CreateDbContext())
{
    context.Database.SetDbConnection(lent, contextOwnsConnection: false);
}

lent.Dispose();
using var next = pool.CreateDbContext();
Console.WriteLine($"pooled, the next lease has the lent connection: {ReferenceEquals(next.Database.GetDbConnection(), lent)}");
try
{
    next.Database.OpenConnection();
}
catch (Exception exception)
{
    Console.WriteLine($"pooled, opened: {exception.GetBaseException().GetType().Name}");
}

using var fresh = new Context(options);
Console.WriteLine($"not pooled: {ReferenceEquals(fresh.Database.GetDbConnection(), lent)}");

sealed class Context(DbContextOptions<Context> options) : DbContext(options);
EOF

said="$(dotnet run -c Release 2>&1)"
printf '%s\n' "$said"
if ! grep -q 'next lease has the lent connection: True' <<<"$said" || ! grep -q 'pooled, opened: ObjectDisposedException' <<<"$said" \
  || ! grep -q 'not pooled: False' <<<"$said"; then
  echo "The behaviour has changed."
  exit 1
fi
