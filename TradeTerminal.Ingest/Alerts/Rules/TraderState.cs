using System.Text.Json;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>What the risk rule remembers about one trader: the positions of one UTC day.</summary>
internal sealed class TraderState : IRuleState<TraderState>
{
    /// <summary>Past these the position reported longest ago is forgotten.</summary>
    public const int MostPositions = 512;

    /// <summary>What daily loss has spoken about on this day.</summary>
    public Latch Loss;

    private readonly Dictionary<string, PositionState> _positions = new(StringComparer.Ordinal);

    public DateTime Day { get; private set; }

    /// <summary>Of all positions of the day.</summary>
    public decimal Pnl { get; private set; }

    public IReadOnlyCollection<PositionState> Positions => _positions.Values;

    /// <summary>
    /// Enters a report; null when it is late: of an earlier day, or older than the newest of its position.
    /// A new day begins with no positions and everything to be said again.
    /// </summary>
    public PositionState? Take(string instrument, decimal pnl, DateTime at)
    {
        if (at.Date < Day)
        {
            return null;
        }

        if (at.Date > Day)
        {
            (Day, Pnl, Loss) = (at.Date, 0, default);
            _positions.Clear();
        }

        if (!_positions.TryGetValue(instrument, out var position))
        {
            MakeRoom();
            _positions.Add(instrument, position = new PositionState(instrument));
        }
        else if (at < position.At)
        {
            return null;
        }

        Pnl += pnl - position.Pnl;
        (position.Pnl, position.At) = (pnl, at);
        return position;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteTime(Day);
        json.WriteStartArray();
        Loss.Write(json);
        json.WriteEndArray();
        json.WriteStartArray();
        foreach (var position in _positions.Values)
        {
            json.WriteStartArray();
            json.WriteStringValue(position.Instrument);
            json.WriteTime(position.At);
            json.WriteNumberValue(position.Pnl);
            position.Value.Write(json);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndArray();
    }

    public static TraderState Read(JsonElement json)
    {
        var state = new TraderState { Day = json[0].GetTime(), Loss = Latch.Read(json[1], 0) };
        foreach (var item in json[2].EnumerateArray())
        {
            var position = new PositionState(item[0].GetString()!)
            {
                At = item[1].GetTime(),
                Pnl = item[2].GetDecimal(),
                Value = Latch.Read(item, 3),
            };
            state._positions.Add(position.Instrument, position);
            state.Pnl += position.Pnl;
        }

        return state;
    }

    private void MakeRoom()
    {
        if (_positions.Count == MostPositions)
        {
            var oldest = _positions.Values.MinBy(position => position.At)!;
            _positions.Remove(oldest.Instrument);
            Pnl -= oldest.Pnl;
        }
    }
}
