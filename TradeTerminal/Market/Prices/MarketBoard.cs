using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Market.Prices;

/// <summary>
/// The newest price of every symbol of every feed but trades, at most <see cref="Capacity"/>: those with the newest
/// prices. The prices are read at every turn; the figures of the day and the closes, which are sums over many
/// candles, at most once a second and for at most a twentieth of the time, and after the last change always.
/// </summary>
internal sealed class MarketBoard : Board<PricesSnapshot>
{
    public const int Capacity = 2_000;

    /// <summary>Minutes of a sparkline.</summary>
    public const int Closes = 60;

    private const int Share = 20;

    private static readonly TimeSpan LeastGap = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly ITimer _again;
    private Dictionary<Instrument, PriceHistory> _histories = [];
    private TimeSpan _gap = LeastGap;
    private long? _historiesAt;
    private long _version;

    public MarketBoard(
        ChangeFeed changes, IDbContextFactory<TerminalDbContext> databases, DatabaseStartup startup, MarketUpdates updates,
        TimeProvider time, ILogger<MarketBoard> logger)
        : base(changes, databases, startup, updates, time, logger)
    {
        _time = time;
        _again = time.CreateTimer(_ => Invalidate(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    protected override PricesSnapshot Empty => PricesSnapshot.Empty;

    public override void Dispose()
    {
        _again.Dispose();
        base.Dispose();
    }

    protected override bool Concerns(CommittedBatch batch) => PricedFeeds.OthersConcern(batch);

    protected override async Task<PricesSnapshot> ReadAsync(TerminalDbContext database, CancellationToken cancellationToken)
    {
        var latest = await PriceQueries.LatestAsync(database, cancellationToken).ConfigureAwait(false);
        await ReadHistoriesAsync(database, cancellationToken).ConfigureAwait(false);
        return new PricesSnapshot(++_version,
        [
            .. latest
                .Select(row => new PriceSnapshot(row, _histories.GetValueOrDefault(new Instrument(row.Feed, row.Symbol, row.Venue)) ?? PriceHistory.Empty))
                .OrderBy(price => PricedFeeds.RankOf(price.Latest.Feed))
                .ThenBy(price => price.Latest.Symbol, StringComparer.Ordinal)
                .ThenBy(price => price.Latest.Venue, StringComparer.Ordinal),
        ]);
    }

    private async Task ReadHistoriesAsync(TerminalDbContext database, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        if (_historiesAt is { } last && _time.GetElapsedTime(last, started) is var since && since < _gap)
        {
            _again.Change(_gap - since, Timeout.InfiniteTimeSpan);
            return;
        }

        var today = _time.GetUtcNow().UtcDateTime.Date;
        _histories = await PriceQueries.HistoryAsync(database, today, cancellationToken).ConfigureAwait(false);
        var taken = _time.GetElapsedTime(started);
        _historiesAt = started;
        _gap = taken * Share > LeastGap ? taken * Share : LeastGap;
    }
}
