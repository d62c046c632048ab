using System.Text.Json;
using TradeTerminal.Ingest.Alerts.Levels;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>What the rules of a priced feed remember about one symbol.</summary>
internal sealed class PricedState : IRuleState<PricedState>
{
    /// <summary>Past these the venue heard from longest ago is forgotten.</summary>
    public const int MostVenues = 16;

    /// <summary>What volume spike has spoken about.</summary>
    public Latch Spike;

    private readonly List<VenueState> _venues = [];
    private readonly List<PairState> _pairs = [];

    public VolumeWindow Volumes { get; } = new();

    public LevelMemory Levels { get; } = new();

    public List<VenueState> Venues => _venues;

    public VenueState Venue(string name)
    {
        foreach (var venue in _venues)
        {
            if (venue.Venue == name)
            {
                return venue;
            }
        }

        if (_venues.Count == MostVenues)
        {
            Forget(_venues.MinBy(venue => venue.At)!);
        }

        var added = new VenueState(name);
        _venues.Add(added);
        return added;
    }

    /// <summary>Null when arbitrage has never spoken about buying there and selling here.</summary>
    public PairState? FindPair(string buy, string sell)
    {
        foreach (var pair in _pairs)
        {
            if (pair.Buy == buy && pair.Sell == sell)
            {
                return pair;
            }
        }

        return null;
    }

    public PairState Pair(string buy, string sell)
    {
        var pair = FindPair(buy, sell);
        if (pair is null)
        {
            _pairs.Add(pair = new PairState(buy, sell));
        }

        return pair;
    }

    public void Write(Utf8JsonWriter json) => Write(json, withPrices: true);

    /// <param name="json">Where to.</param>
    /// <param name="withPrices">Else the newest price and its time are 0, as of a venue without one.</param>
    public void Write(Utf8JsonWriter json, bool withPrices)
    {
        json.WriteStartArray();
        json.WriteStartArray();
        foreach (var venue in _venues)
        {
            Write(json, venue, withPrices);
        }

        json.WriteEndArray();
        json.WriteStartArray();
        foreach (var volume in Volumes.ToArray())
        {
            json.WriteNumberValue(volume);
        }

        json.WriteEndArray();
        json.WriteStartArray();
        Spike.Write(json);
        json.WriteEndArray();
        json.WriteStartArray();
        foreach (var pair in _pairs)
        {
            json.WriteStartArray();
            json.WriteStringValue(pair.Buy);
            json.WriteStringValue(pair.Sell);
            pair.Edge.Write(json);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        if (!Levels.IsEmpty)
        {
            Levels.Write(json);
        }

        json.WriteEndArray();
    }

    public static PricedState Read(JsonElement json)
    {
        var state = new PricedState { Spike = Latch.Read(json[2], 0) };
        foreach (var venue in json[0].EnumerateArray())
        {
            state._venues.Add(ReadVenue(venue));
        }

        foreach (var volume in json[1].EnumerateArray())
        {
            state.Volumes.Add(volume.GetDecimal());
        }

        foreach (var pair in json[3].EnumerateArray())
        {
            state._pairs.Add(new PairState(pair[0].GetString()!, pair[1].GetString()!) { Edge = Latch.Read(pair, 2) });
        }

        if (json.GetArrayLength() > 4)
        {
            state.Levels.Read(json[4]);
        }

        return state;
    }

    private static void Write(Utf8JsonWriter json, VenueState venue, bool withPrices)
    {
        json.WriteStartArray();
        json.WriteStringValue(venue.Venue);
        json.WriteTime(withPrices ? venue.At : DateTime.UnixEpoch);
        json.WriteNumberValue(withPrices ? venue.Price : 0);
        venue.Move.Write(json);
        json.WriteNumberValue(venue.Bid);
        json.WriteNumberValue(venue.Ask);
        json.WriteNumberValue(venue.BidSize);
        json.WriteNumberValue(venue.AskSize);
        venue.Window?.Write(json);
        json.WriteEndArray();
    }

    private static VenueState ReadVenue(JsonElement json) => new(json[0].GetString()!)
    {
        At = json[1].GetTime(),
        Price = json[2].GetDecimal(),
        Move = Latch.Read(json, 3),
        Bid = json[6].GetDecimal(),
        Ask = json[7].GetDecimal(),
        BidSize = json[8].GetDecimal(),
        AskSize = json[9].GetDecimal(),
        Window = json.GetArrayLength() > 10 ? MoveWindow.Read(json[10]) : null,
    };

    private void Forget(VenueState venue)
    {
        _venues.Remove(venue);
        _pairs.RemoveAll(pair => pair.Buy == venue.Venue || pair.Sell == venue.Venue);
    }
}
