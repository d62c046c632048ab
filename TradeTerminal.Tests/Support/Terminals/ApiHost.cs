using TradeTerminal.Tests.Support.Databases;

namespace TradeTerminal.Tests.Support.Terminals;

/// <summary>For all tests of the API, which use tickers of their own.</summary>
public sealed class ApiHost(PostgresFixture postgres) : TerminalHost(postgres)
{
    public const string Collection = "API";
}

[CollectionDefinition(ApiHost.Collection)]
public sealed class ApiTests : ICollectionFixture<ApiHost>;
