using TradeTerminal.Ingest.Storage;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Tests.Watchlists;

public sealed class WatchlistBookTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Save_RenameDelete_AreThereForAnotherTerminal()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var databases = new TerminalDatabase(() => database.ConnectionString);
        using var book = new WatchlistBook(databases, TimeProvider.System);
        using var other = new WatchlistBook(databases, TimeProvider.System);
        Assert.Same(WatchlistSet.Unread, other.Current);
        await other.ReadAsync(CancellationToken.None);
        var changes = 0;
        other.Changed += () => changes++;

        await book.SaveAsync(new Watchlist("tech", ["NVDA", "AAPL"]), CancellationToken.None);
        await book.RenameAsync("tech", "Chips", CancellationToken.None);
        await other.RefreshAsync(CancellationToken.None);
        await other.RefreshAsync(CancellationToken.None);

        Assert.Equal(1, changes);
        Assert.Equal(["NVDA", "AAPL"], other.Current.Find("chips")!.Symbols);
        Assert.Null(other.Current.Find("tech"));

        Assert.True(await other.DeleteAsync("CHIPS", CancellationToken.None));
        Assert.False(await other.DeleteAsync("chips", CancellationToken.None));
        await book.RefreshAsync(CancellationToken.None);
        Assert.Empty(book.Current.All);
    }

    [Fact]
    public async Task Save_BeyondTheBounds_IsRefusedAndNothingChanges()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var databases = new TerminalDatabase(() => database.ConnectionString);
        using var book = new WatchlistBook(databases, TimeProvider.System);
        for (var i = 0; i < WatchlistSet.Most; i++)
        {
            await book.SaveAsync(new Watchlist($"list{i}", ["A"]), CancellationToken.None);
        }

        foreach (var refused in new Watchlist[]
        {
            new("one-more", ["A"]), new("list1", []), new("recent", ["A"]), new("a b", ["A"]),
            new("list1", [.. Enumerable.Range(0, Watchlist.MostSymbols + 1).Select(i => $"S{i}")]),
        })
        {
            await Assert.ThrowsAsync<WatchlistException>(() => book.SaveAsync(refused, CancellationToken.None));
        }

        await Assert.ThrowsAsync<WatchlistException>(() => book.RenameAsync("list1", "list2", CancellationToken.None));
        await book.SaveAsync(new Watchlist("list1", ["B"]), CancellationToken.None);
        Assert.Equal(WatchlistSet.Most, book.Current.All.Length);
        Assert.Equal(["B"], book.Current.Find("list1")!.Symbols);
    }
}
