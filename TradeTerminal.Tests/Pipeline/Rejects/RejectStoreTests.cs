using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Pipeline.Rejects;
using TradeTerminal.Tests.Support.Databases;

namespace TradeTerminal.Tests.Pipeline.Rejects;

public sealed class RejectStoreTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTime At = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    private TestDatabase _database = null!;
    private IDbContextFactory<TerminalDbContext> _databases = null!;
    private RejectStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _databases = new TerminalDatabase(() => _database.ConnectionString);
        _store = new RejectStore(_databases);
        await using var database = await _databases.CreateDbContextAsync();
        await database.Database.MigrateAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task ReadAsync_Pages_GiveEveryRowOnceNewestFirst()
    {
        // Many at the same instant and offset: only the whole place tells them apart.
        await AddAsync([.. Enumerable.Range(0, 60).Select(i => Row(i % 4, i / 4, "json", At.AddSeconds(i / 20)))]);

        var read = new List<RejectedMessage>();
        RejectCursor? before = null;
        for (var page = await ReadAsync(before); page.Count > 0; page = await ReadAsync(before))
        {
            read.AddRange(page);
            before = RejectCursor.Of(page[^1]);
        }

        Assert.Equal(60, read.Count);
        Assert.Equal(60, read.Select(row => (row.Partition, row.Offset)).Distinct().Count());
        Assert.Equal(read.Select(row => row.RejectedAt).OrderDescending(), read.Select(row => row.RejectedAt));

        Task<IReadOnlyList<RejectedMessage>> ReadAsync(RejectCursor? from) => _store.ReadAsync(RejectQuery.All, from, 7, CancellationToken.None);
    }

    [Fact]
    public async Task ReadAsync_Reason_GivesOnlyIts()
    {
        await AddAsync(Row(0, 1, "json", At), Row(0, 2, "range", At), Row(0, 3, "json", At));

        var rows = await _store.ReadAsync(new RejectQuery("json"), null, 10, CancellationToken.None);

        Assert.Equal([3L, 1L], rows.Select(row => row.Offset));
    }

    [Fact]
    public async Task ReadAsync_HugePayload_IsCutAndItsLengthTold()
    {
        var payload = new byte[RejectStore.PayloadShown + 1_000];
        await AddAsync(Row(0, 1, "too_large", At, payload), Row(0, 0, "empty", At, payload: null));

        var rows = await _store.ReadAsync(RejectQuery.All, null, 10, CancellationToken.None);

        Assert.Equal((RejectStore.PayloadShown, payload.Length), (rows[0].Payload!.Length, rows[0].PayloadLength));
        Assert.Null(rows[1].Payload);
        Assert.Null(rows[1].PayloadLength);
    }

    /// <summary>A thousand large messages are not one answer; page by page all of them come.</summary>
    [Fact]
    public async Task ReadAsync_ManyLargePayloads_EndsEarlyAndGoesOn()
    {
        const int Count = 80;
        await AddAsync([.. Enumerable.Range(0, Count).Select(i => Row(0, i, "too_large", At, new byte[RejectStore.PayloadShown]))]);

        var read = new List<long>();
        for (RejectCursor? from = null; ;)
        {
            var page = await _store.ReadAsync(RejectQuery.All, from, 1_000, CancellationToken.None);
            if (page.Count == 0)
            {
                break;
            }

            Assert.InRange(page.Sum(row => row.Payload!.Length), 1, RejectStore.AnswerShown + RejectStore.PayloadShown);
            read.AddRange(page.Select(row => row.Offset));
            from = RejectCursor.Of(page[^1]);
        }

        Assert.Equal(Enumerable.Range(0, Count).Select(i => (long)i).Reverse(), read);
    }

    [Fact]
    public async Task ReadAsync_ReasonWithQuotes_IsDataNotSql() =>
        Assert.Empty(await _store.ReadAsync(new RejectQuery("'; DROP TABLE rejected; --"), null, 10, CancellationToken.None));

    private static RejectedRow Row(int partition, long offset, string reason, DateTime at, byte[]? payload = null) => new()
    {
        ClusterId = "c",
        Topic = "orders",
        Partition = partition,
        Offset = offset,
        Reason = reason,
        Detail = "why",
        Payload = payload,
        RejectedAt = at,
    };

    private async Task AddAsync(params RejectedRow[] rows)
    {
        await using var database = await _databases.CreateDbContextAsync();
        database.Rejected.AddRange(rows);
        await database.SaveChangesAsync();
    }
}
