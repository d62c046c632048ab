using System.Text.Json;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>
/// What was ordered in the trailing minute of one symbol: 60 buckets of a second of event time, the newest
/// being the second of the newest update.
/// </summary>
internal sealed class FlowState : IRuleState<FlowState>
{
    public const int Seconds = 60;

    /// <summary>What imbalance has spoken about, per side.</summary>
    public Latch Buys;

    public Latch Sells;

    private readonly decimal[] _bought = new decimal[Seconds];
    private readonly decimal[] _sold = new decimal[Seconds];
    private readonly int[] _orders = new int[Seconds];
    private long _newest;

    public decimal Bought { get; private set; }

    public decimal Sold { get; private set; }

    /// <summary>How many updates are in the window.</summary>
    public int Orders { get; private set; }

    /// <summary>Event time of the first update seen; null before it.</summary>
    public DateTime? Since { get; private set; }

    /// <summary>How much of the minute has been watched: nobody knows what was ordered before the first update.</summary>
    public TimeSpan Watched => Since is not { } since ? TimeSpan.Zero
        : At - since < TimeSpan.FromSeconds(Seconds) ? At - since : TimeSpan.FromSeconds(Seconds);

    /// <summary>The newest event time seen.</summary>
    public DateTime At { get; private set; }

    /// <summary>Start of the oldest bucket.</summary>
    public DateTime From => new((_newest - Seconds + 1) * TimeSpan.TicksPerSecond, DateTimeKind.Utc);

    /// <summary>
    /// Counts an update; false when it is late. A late one counts in the second it belongs to, if that is
    /// still within the window, but gives no verdict. One without a side counts for none.
    /// </summary>
    public bool Take(Side side, decimal quantity, DateTime at)
    {
        Since ??= at;
        var second = at.Ticks / TimeSpan.TicksPerSecond;
        Advance(second);
        if (second > _newest - Seconds && side != Side.Unknown)
        {
            Add(side, (int)(second % Seconds), quantity, 1);
        }

        if (at < At)
        {
            return false;
        }

        At = at;
        return true;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteTime(At);
        json.WriteStartArray();
        Buys.Write(json);
        Sells.Write(json);
        json.WriteEndArray();
        json.WriteStartArray();
        for (var second = _newest - Seconds + 1; second <= _newest; second++)
        {
            var bucket = (int)((second + Seconds) % Seconds);
            if (_orders[bucket] != 0)
            {
                json.WriteNumberValue(_newest - second);
                json.WriteNumberValue(_bought[bucket]);
                json.WriteNumberValue(_sold[bucket]);
            }
        }

        json.WriteEndArray();
        if (Since is { } since)
        {
            json.WriteTime(since);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteStartArray();
        for (var second = _newest - Seconds + 1; second <= _newest; second++)
        {
            var orders = _orders[(int)((second + Seconds) % Seconds)];
            if (orders != 0)
            {
                json.WriteNumberValue(orders);
            }
        }

        json.WriteEndArray();
        json.WriteEndArray();
    }

    /// <summary>What an earlier version stored has no counts: its minute is taken as watched, and a second with orders as one.</summary>
    public static FlowState Read(JsonElement json)
    {
        var at = json[0].GetTime();
        var hasCounts = json.GetArrayLength() > 3;
        var state = new FlowState
        {
            At = at,
            Since = !hasCounts ? at.AddSeconds(-Seconds) : json[3].ValueKind == JsonValueKind.Null ? null : json[3].GetTime(),
            _newest = at.Ticks / TimeSpan.TicksPerSecond,
            Buys = Latch.Read(json[1], 0),
            Sells = Latch.Read(json[1], 3),
        };
        for (var i = 0; i < json[2].GetArrayLength(); i += 3)
        {
            var bucket = (int)((state._newest - json[2][i].GetInt64()) % Seconds);
            state.Add(Side.Buy, bucket, json[2][i + 1].GetDecimal(), hasCounts ? json[4][i / 3].GetInt32() : 1);
            state.Add(Side.Sell, bucket, json[2][i + 2].GetDecimal(), 0);
        }

        return state;
    }

    private void Advance(long second)
    {
        if (second <= _newest)
        {
            return;
        }

        for (var passed = Math.Max(_newest + 1, second - Seconds + 1); passed <= second; passed++)
        {
            var bucket = (int)(passed % Seconds);
            Bought -= _bought[bucket];
            Sold -= _sold[bucket];
            Orders -= _orders[bucket];
            _bought[bucket] = _sold[bucket] = 0;
            _orders[bucket] = 0;
        }

        _newest = second;
    }

    private void Add(Side side, int bucket, decimal quantity, int orders)
    {
        _orders[bucket] += orders;
        Orders += orders;
        var buckets = side == Side.Buy ? _bought : _sold;
        buckets[bucket] += quantity;
        if (side == Side.Buy)
        {
            Bought += quantity;
        }
        else
        {
            Sold += quantity;
        }
    }
}
