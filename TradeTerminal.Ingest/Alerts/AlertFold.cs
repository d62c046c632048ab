using System.Buffers;
using System.Text.Json;
using Npgsql;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>
/// Runs a feed's rules over its new events and has what they found, and what they remember, stored with them.
/// States are kept for at most <see cref="MostKeys"/> keys beside those of the batch; the others are read
/// again, one query a batch. What is in memory after a commit is what is stored.
/// </summary>
internal sealed class AlertFold<TEvent, TState>(FeedRules<TEvent, TState> rules, RuleBook book, LevelBook levels, TimeProvider time)
    : IFeedFold<TEvent>
    where TEvent : struct, IFeedEvent<TEvent>
    where TState : class, IRuleState<TState>, new()
{
    public const int MostKeys = 10_000;

    private readonly Dictionary<string, Entry> _known = new(StringComparer.Ordinal);
    private readonly List<Entry?> _entries = [];
    private readonly List<Entry> _touched = [];
    private readonly List<Entry> _unread = [];
    private readonly List<Finding> _found = [];
    private readonly List<(Level Level, DateTime At)> _reached = [];
    private readonly ArrayBufferWriter<byte> _buffer = new(4_096);

    public void Apply(FeedTransaction transaction, IReadOnlyList<TEvent> events)
    {
        Find(events);
        Load(transaction);
        Judge(transaction, events, Settings(transaction));
        if (Save() is { } save)
        {
            transaction.Writes.Add(save);
        }
    }

    public void Forget() => _known.Clear();

    private RuleSet Settings(FeedTransaction transaction)
    {
        var known = book.Known ?? book.Read(transaction.Connection, transaction.Transaction);
        return known with { Levels = levels.Known ?? levels.Read(transaction.Connection, transaction.Transaction) };
    }

    /// <summary>The entry of each event's key, null where no rule is about it; new ones are still to be read.</summary>
    private void Find(IReadOnlyList<TEvent> events)
    {
        if (_known.Count > MostKeys)
        {
            _known.Clear();
        }

        _found.Clear();
        _reached.Clear();
        _entries.Clear();
        _touched.Clear();
        _unread.Clear();
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            _entries.Add(rules.Concerns(e) ? Find(e.Symbol) : null);
        }
    }

    private Entry Find(string key)
    {
        if (!_known.TryGetValue(key, out var entry))
        {
            _known.Add(key, entry = new Entry(key));
            _unread.Add(entry);
        }

        if (!entry.IsTouched)
        {
            entry.IsTouched = true;
            _touched.Add(entry);
        }

        return entry;
    }

    private void Load(FeedTransaction transaction)
    {
        if (_unread.Count == 0)
        {
            return;
        }

        string[] keys = [.. _unread.Select(entry => entry.Key)];
        var stored = RuleStateStore.Load<TState>(transaction, rules.Feed, keys);
        foreach (var entry in _unread)
        {
            entry.State = stored.GetValueOrDefault(entry.Key) ?? entry.State;
        }

        if (rules.NewestPrices is { } sql)
        {
            foreach (var (key, price, at) in RuleStateStore.LoadPrices(transaction, sql, rules.Feed, keys))
            {
                rules.Recall(_known[key].State, price, at);
            }
        }
    }

    private void Judge(FeedTransaction transaction, IReadOnlyList<TEvent> events, RuleSet settings)
    {
        var before = transaction.Alerts.Count;
        for (var i = 0; i < events.Count; i++)
        {
            if (_entries[i] is not { } entry)
            {
                continue;
            }

            var e = events[i];
            rules.Judge(e, entry.State, settings, _found);
            if (_found.Count > 0)
            {
                Raise(transaction, e);
            }
        }

        if (transaction.Alerts.Count > before)
        {
            transaction.Writes.Add(AlertWriter.Insert(
                transaction.Feed, transaction.Alerts[before..], time.GetUtcNow().UtcDateTime));
        }

        if (_reached.Count > 0)
        {
            transaction.Writes.Add(LevelBook.Fired(_reached));
        }
    }

    private void Raise(FeedTransaction transaction, in TEvent e)
    {
        foreach (var finding in _found)
        {
            transaction.Alerts.Add(finding.ToAlert(transaction.Feed, rules.Feed, e));
            if (finding.Level is { } level)
            {
                _reached.Add((level, e.EventTime));
            }
        }

        _found.Clear();
    }

    /// <summary>Null when all is as it was stored.</summary>
    private NpgsqlBatchCommand? Save()
    {
        _touched.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        var keys = new List<string>(_touched.Count);
        var states = new List<byte[]>(_touched.Count);
        using var json = new Utf8JsonWriter(_buffer);
        foreach (var entry in _touched)
        {
            _buffer.ResetWrittenCount();
            json.Reset();
            rules.Write(entry.State, json);
            json.Flush();
            entry.IsTouched = false;
            if (!_buffer.WrittenSpan.SequenceEqual(entry.Stored))
            {
                entry.Stored = _buffer.WrittenSpan.ToArray();
                keys.Add(entry.Key);
                states.Add(entry.Stored);
            }
        }

        return keys.Count == 0 ? null : RuleStateStore.Save(rules.Feed, [.. keys], [.. states]);
    }

    private sealed class Entry(string key)
    {
        public string Key { get; } = key;

        public TState State { get; set; } = new();

        /// <summary>As this fold stored it last; null before.</summary>
        public byte[]? Stored { get; set; }

        public bool IsTouched { get; set; }
    }
}
