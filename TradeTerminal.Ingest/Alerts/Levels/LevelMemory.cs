using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using TradeTerminal.Ingest.Alerts.Rules;

namespace TradeTerminal.Ingest.Alerts.Levels;

/// <summary>What the levels of one symbol have fired at, kept with the rule's state: with it they fire once, over any restart.</summary>
internal sealed class LevelMemory
{
    private readonly List<Entry> _entries = [];

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>One that was set anew has no past.</summary>
    public Entry Of(Level level)
    {
        foreach (var entry in _entries)
        {
            if (entry.LevelId == level.LevelId && entry.ArmedAt == level.ArmedAt)
            {
                return entry;
            }
        }

        return new Entry { LevelId = level.LevelId, ArmedAt = level.ArmedAt };
    }

    public void Keep(Entry entry)
    {
        var at = _entries.FindIndex(kept => kept.LevelId == entry.LevelId);
        if (at < 0)
        {
            _entries.Add(entry);
        }
        else
        {
            _entries[at] = entry;
        }
    }

    /// <summary>Levels that are gone are forgotten.</summary>
    public void Only(ImmutableArray<Level> levels)
    {
        if (_entries.Count > levels.Length)
        {
            _entries.RemoveAll(entry => !levels.Any(level => level.LevelId == entry.LevelId));
        }
    }

    /// <summary>As <c>[id, armed at, 1 while it holds, last at, …]</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(_entries))
        {
            json.WriteStringValue(entry.LevelId);
            json.WriteTime(entry.ArmedAt);
            json.WriteNumberValue(entry.Holds ? 1 : 0);
            json.WriteTime(entry.FiredAt ?? DateTime.UnixEpoch);
        }

        json.WriteEndArray();
    }

    public void Read(JsonElement json)
    {
        for (var i = 0; i < json.GetArrayLength(); i += 4)
        {
            var firedAt = json[i + 3].GetTime();
            _entries.Add(new Entry
            {
                LevelId = json[i].GetGuid(),
                ArmedAt = json[i + 1].GetTime(),
                Holds = json[i + 2].GetInt32() == 1,
                FiredAt = firedAt == DateTime.UnixEpoch ? null : firedAt,
            });
        }
    }

    internal record struct Entry
    {
        public Guid LevelId { get; init; }

        public DateTime ArmedAt { get; init; }

        /// <summary>The price is beyond it, and that was said.</summary>
        public bool Holds { get; init; }

        public DateTime? FiredAt { get; init; }
    }
}
