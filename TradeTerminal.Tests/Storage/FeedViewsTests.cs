using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Storage;

/// <summary>What a start makes of the views that follow from the catalog of feeds.</summary>
public sealed class FeedViewsTests(PostgresFixture fixture)
{
    private const string Definitions = "SELECT concat(pg_get_viewdef('prices'::regclass), pg_get_viewdef('symbol_statistics'::regclass))";

    private const string Versions =
        "SELECT string_agg(xmin::text, ' ' ORDER BY oid) FROM pg_rewrite WHERE ev_class IN ('prices'::regclass, 'symbol_statistics'::regclass)";

    [Theory]
    [InlineData("DROP VIEW prices CASCADE")]
    [InlineData("""
        DO $$ BEGIN
            EXECUTE 'CREATE OR REPLACE VIEW prices AS SELECT * FROM (' || rtrim(pg_get_viewdef('prices'::regclass), ';') || ') p WHERE feed = ''trades''';
        END $$
        """)]
    public async Task EnsureAsync_ViewsOfOtherFeeds_BecomeThoseOfTheCatalog(string change)
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        var definitions = await ingest.AskAsync<string>(Definitions);
        await ingest.ExecuteAsync(change);

        await TerminalSchema.CreateAsync(database.ConnectionString);

        Assert.Equal(definitions, await ingest.AskAsync<string>(Definitions));
    }

    [Fact]
    public async Task EnsureAsync_ViewsOfTheCatalog_AreLeftAlone()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        var versions = await ingest.AskAsync<string>(Versions);

        await TerminalSchema.CreateAsync(database.ConnectionString);

        Assert.Equal(versions, await ingest.AskAsync<string>(Versions));
    }
}
