using System.Collections.Frozen;
using System.Collections.Immutable;

namespace TradeTerminal.Ingest.Alerts.Levels;

/// <summary>All levels at one moment, in the order they were set. Immutable.</summary>
public sealed class LevelSet
{
    private readonly FrozenDictionary<(string Feed, string Symbol), ImmutableArray<Level>> _armed;

    private LevelSet(ImmutableArray<Level> all, DateTime utcNow)
    {
        All = all;
        _armed = all.Where(level => level.IsArmed(utcNow)).GroupBy(level => (level.Feed, level.Symbol))
            .ToFrozenDictionary(levels => levels.Key, levels => levels.ToImmutableArray());
    }

    public static LevelSet None { get; } = new([], DateTime.UnixEpoch);

    public ImmutableArray<Level> All { get; }

    public static LevelSet Of(IEnumerable<Level> levels, DateTime utcNow) => new([.. levels], utcNow);

    /// <summary>Those that judge the prices of the symbol; on the path of every price.</summary>
    public ImmutableArray<Level> Armed(string feed, string symbol) =>
        _armed.Count > 0 && _armed.TryGetValue((feed, symbol), out var levels) ? levels : [];

    public Level? Find(Guid levelId) => All.FirstOrDefault(level => level.LevelId == levelId);
}
