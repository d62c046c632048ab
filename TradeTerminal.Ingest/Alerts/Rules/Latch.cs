using System.Text.Json;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>
/// Decides whether a rule may speak about one thing: remembers how grave a condition it has spoken about
/// still holds, and when it last spoke. Ranks are those of <see cref="Severities.Rank"/>; 0 is none.
/// </summary>
internal struct Latch
{
    private int _held;
    private int _lastRank;
    private DateTime _lastAt;

    /// <summary>Whether anything is spoken about and may have ended.</summary>
    public readonly bool IsHeld => _held > 0;

    /// <summary>The condition has ended, whatever was held. The cool-down goes on.</summary>
    public void Release() => _held = 0;

    /// <summary>
    /// <paramref name="rank"/> is how grave things are, <paramref name="holding"/> how grave they would be
    /// with every threshold lowered by the hysteresis. True when the rule is to speak. What the cool-down
    /// silences is not forgotten: a condition that outlasts it is spoken about then.
    /// </summary>
    public bool Speaks(int rank, int holding, DateTime at, RuleSettings settings)
    {
        _held = Math.Min(_held, holding);
        if (rank == 0
            || (settings.Repeat == Repeat.Once && rank <= _held)
            || (settings.CoolDownSeconds > 0 && rank <= _lastRank && at - _lastAt < settings.CoolDown))
        {
            return false;
        }

        (_held, _lastRank, _lastAt) = (rank, rank, at);
        return true;
    }

    /// <summary>As <c>held, last rank, microseconds of last time</c>, within an array; zeros before it has spoken.</summary>
    public readonly void Write(Utf8JsonWriter json)
    {
        json.WriteNumberValue(_held);
        json.WriteNumberValue(_lastRank);
        json.WriteTime(_lastRank == 0 ? DateTime.UnixEpoch : _lastAt);
    }

    public static Latch Read(JsonElement array, int start) => new()
    {
        _held = array[start].GetInt32(),
        _lastRank = array[start + 1].GetInt32(),
        _lastAt = array[start + 2].GetTime(),
    };
}
