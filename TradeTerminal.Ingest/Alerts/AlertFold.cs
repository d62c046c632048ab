using System.Buffers;
using System.Text.Json;
using Npgsql;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>
/// Runs a feed's rules over its new events and has what they found, and what they remember, stored with them.
/// States are kept for at most <see cref="MostKeys"/> keys beside those of the batch; the others are read
/// again, one query a batch. What is in memory after a commit is what is stored.
/// </summary>
internal sealed class AlertFold<TEvent, TState>(FeedRules<TEvent, TState> rules, RuleBook book, TimeProvider time)
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
    private readonly ArrayBufferWriter<byte> _buffer = new(4_096);

    public void Apply(FeedTransaction transaction, IReadOnlyList<TEvent> events)
    {
        Find(events);
        Load(transaction);
        Judge(transaction, events, book.Read(transaction.Connection, transaction.Transaction));
        if (_touched.Count > 0)
        {
            transaction.Writes.Add(Save());
        }
    }

    public void Forget() => _known.Clear();

    /// <summary>The entry of each event's key, null where no rule is about it; new ones are still to be read.</summary>
    private void Find(IReadOnlyList<TEvent> events)
    {
        if (_known.Count > MostKeys)
        {
            _known.Clear();
        }

        _found.Clear();
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

        var stored = RuleStateStore.Load<TState>(transaction, rules.Feed, [.. _unread.Select(entry => entry.Key)]);
        foreach (var entry in _unread)
        {
            entry.State = stored.GetValueOrDefault(entry.Key) ?? entry.State;
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
    }

    private void Raise(FeedTransaction transaction, in TEvent e)
    {
        foreach (var finding in _found)
        {
            transaction.Alerts.Add(finding.ToAlert(transaction.Feed, rules.Feed, e));
        }

        _found.Clear();
    }

    private NpgsqlBatchCommand Save()
    {
        _touched.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        var keys = new string[_touched.Count];
        var states = new byte[_touched.Count][];
        using var json = new Utf8JsonWriter(_buffer);
        for (var i = 0; i < keys.Length; i++)
        {
            _buffer.ResetWrittenCount();
            json.Reset();
            _touched[i].State.Write(json);
            json.Flush();
            _touched[i].IsTouched = false;
            (keys[i], states[i]) = (_touched[i].Key, _buffer.WrittenSpan.ToArray());
        }

        return RuleStateStore.Save(rules.Feed, keys, states);
    }

    private sealed class Entry(string key)
    {
        public string Key { get; } = key;

        public TState State { get; set; } = new();

        public bool IsTouched { get; set; }
    }
}
