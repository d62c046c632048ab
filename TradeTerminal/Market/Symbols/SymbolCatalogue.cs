using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Deletions;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Market.Symbols;

/// <summary>
/// What can be searched for: every symbol that is stored, not only those whose prices are held for the screens. For all viewers the
/// names are read once, when somebody asks, at most every ten seconds and for at most a twentieth of the time; searching them costs
/// the database nothing. At most <see cref="Most"/> a feed are held, some 100 bytes each.
/// </summary>
internal sealed partial class SymbolCatalogue
{
    public const int Most = 100_000;

    /// <summary>Answers to one search.</summary>
    public const int MostFound = 20;

    private const int Share = 20;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly IDbContextFactory<TerminalDbContext> _databases;
    private readonly MarketUpdates _market;
    private readonly TimeProvider _time;
    private readonly ILogger<SymbolCatalogue> _logger;
    private readonly Lock _lock = new();
    private Known _known = new(SymbolNames.Empty, null);
    private Task _reading = Task.CompletedTask;
    private TimeSpan _gap = Fresh;
    private long? _readAt;
    private bool _isToBeReadAgain;

    public SymbolCatalogue(
        [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases, MarketUpdates market,
        TimeProvider time, ILogger<SymbolCatalogue> logger, SymbolDeletions? deletions = null)
    {
        (_databases, _market, _time, _logger) = (databases, market, time, logger);
        if (deletions is not null)
        {
            deletions.Changed += Forget;
        }
    }

    /// <summary>What was stored when it was last read, and what has come since.</summary>
    public SymbolNames Current
    {
        get
        {
            var (known, shown) = (Volatile.Read(ref _known), _market.Current);
            if (ReferenceEquals(known.Shown, shown))
            {
                return known.Names;
            }

            var all = known.Names.With(shown.Quoted.Select(one => one.Instrument));
            // Unless they have been read anew meanwhile.
            Interlocked.CompareExchange(ref _known, new Known(all, shown), known);
            return all;
        }
    }

    /// <summary>Ends when the names are new enough; where they can't be read they stay as they are.</summary>
    public Task RefreshAsync()
    {
        lock (_lock)
        {
            if (_reading.IsCompleted && (_readAt is not { } last || _time.GetElapsedTime(last) >= _gap))
            {
                _readAt = _time.GetTimestamp();
                _reading = Task.Run(ReadAsync);
            }

            return _reading;
        }
    }

    /// <summary>
    /// What it has may be gone. Names that are being read at this moment may be older than that, and are read again, once for
    /// however many.
    /// </summary>
    internal void Forget()
    {
        lock (_lock)
        {
            if (_isToBeReadAgain)
            {
                return;
            }

            _isToBeReadAgain = true;
            _reading = ReadAgainAsync(_reading);
            _readAt = _time.GetTimestamp();
        }
    }

    private async Task ReadAgainAsync(Task before)
    {
        await before.ConfigureAwait(false);
        lock (_lock)
        {
            _isToBeReadAgain = false;
        }

        await Task.Run(ReadAsync).ConfigureAwait(false);
    }

    private async Task ReadAsync()
    {
        var started = _time.GetTimestamp();
        try
        {
            await using var database = await _databases.CreateDbContextAsync().ConfigureAwait(false);
            var tickers = await Tickers(database).ToListAsync().ConfigureAwait(false);
            var others = new List<Instrument>();
            foreach (var feed in PricedFeeds.Others)
            {
                others.AddRange(await Others(database, feed).ToListAsync().ConfigureAwait(false));
            }

            Volatile.Write(ref _known,
                new Known(new SymbolNames([.. tickers.Select(ticker => new Instrument(PricedFeeds.Trades, ticker)), .. others]), null));
        }
        catch (Exception exception)
        {
            LogUnreadable(exception.GetBaseException().Message);
        }

        var took = _time.GetElapsedTime(started) * Share;
        _gap = took > Fresh ? took : Fresh;
    }

    /// <summary>From one ticker to the next in the key, which does not read the candles between.</summary>
    private static IQueryable<string> Tickers(TerminalDbContext database) => database.Database.SqlQuery<string>(
        $"""
        WITH RECURSIVE tickers AS (
            SELECT min(ticker) AS ticker FROM candles_1m
            UNION ALL
            SELECT (SELECT min(c.ticker) FROM candles_1m c WHERE c.ticker > t.ticker) FROM tickers t WHERE t.ticker IS NOT NULL)
        SELECT ticker AS "Value" FROM tickers WHERE ticker IS NOT NULL LIMIT {Most + 1}
        """);

    private static IQueryable<Instrument> Others(TerminalDbContext database, string feed) => database.LatestPrices.AsNoTracking()
        .Where(row => row.Feed == feed).OrderBy(row => row.Symbol).ThenBy(row => row.Venue).Take(Most + 1)
        .Select(row => new Instrument(row.Feed, row.Symbol, row.Venue));

    /// <summary>The names, and the snapshot whose names are among them.</summary>
    private sealed record Known(SymbolNames Names, MarketSnapshot? Shown);

    [LoggerMessage(LogLevel.Warning, "The names of the stored symbols could not be read: {Reason}")]
    private partial void LogUnreadable(string reason);
}
