using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;

namespace TradeTerminal.Charts;

internal delegate Task<IReadOnlyList<Candle>> ReadCandles(
    Instrument instrument, Interval interval, CancellationToken cancellationToken);

/// <summary>Everything that was in the market at <paramref name="Version"/> is in the candles; more may be.</summary>
internal sealed record PastCandles(IReadOnlyList<Candle> Candles, long Version);

/// <summary>
/// Candles of the past for all viewers: one read a second for an instrument and interval, however many ask.
/// </summary>
internal sealed partial class CandleHistory(
    ReadCandles read, MarketUpdates updates, TimeProvider time, ILogger<CandleHistory> logger)
{
    private const int Capacity = 64;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<(Instrument Instrument, Interval Interval), Entry> _entries = [];

    /// <summary>
    /// At least everything that was in the market at <paramref name="version"/>; null when it can't be read now.
    /// </summary>
    public Task<PastCandles?> TryReadAsync(
        Instrument instrument, Interval interval, long version, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue((instrument, interval), out var entry) || !IsUsable(entry, version))
            {
                MakeRoom();
                // The version is taken before the read begins: what is in it was committed before.
                entry = new Entry(time.GetTimestamp(), updates.Current.Version);
                entry.Candles = Task.Run(() => ReadAsync(instrument, interval, entry.Version), CancellationToken.None);
                _entries[(instrument, interval)] = entry;
            }

            return entry.Candles!.WaitAsync(cancellationToken);
        }
    }

    private async Task<PastCandles?> ReadAsync(Instrument instrument, Interval interval, long version)
    {
        // Not the asker's token: others wait for the same candles.
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            return new PastCandles(await read(instrument, interval, patience.Token).ConfigureAwait(false), version);
        }
        catch (Exception exception)
        {
            LogUnreadable(instrument.Key, interval.Name, exception.GetBaseException().Message);
            return null;
        }
    }

    private bool IsUsable(Entry entry, long version) =>
        entry.Version >= version
        && (!entry.Candles!.IsCompleted || time.GetElapsedTime(entry.StartedAt) < Fresh);

    private void MakeRoom()
    {
        foreach (var (key, entry) in _entries)
        {
            if (entry.Candles!.IsCompleted && time.GetElapsedTime(entry.StartedAt) >= Fresh)
            {
                _entries.Remove(key);
            }
        }

        if (_entries.Count >= Capacity)
        {
            _entries.Remove(_entries.MinBy(pair => pair.Value.StartedAt).Key);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Candles of {Instrument} at {Interval} could not be read: {Reason}")]
    private partial void LogUnreadable(string instrument, string interval, string reason);

    private sealed class Entry(long startedAt, long version)
    {
        public long StartedAt { get; } = startedAt;

        public long Version { get; } = version;

        public Task<PastCandles?>? Candles { get; set; }
    }
}
