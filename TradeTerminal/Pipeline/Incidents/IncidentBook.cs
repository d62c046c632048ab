using System.Collections.Immutable;

namespace TradeTerminal.Pipeline.Incidents;

/// <summary>
/// What is wrong now, and what has to be stored of it. Written once a second by <see cref="Minutes.PipelineWatch"/>, read by anyone;
/// <see cref="Minutes.PipelineWriter"/> stores it, when the database can.
/// </summary>
public sealed class IncidentBook
{
    /// <summary>Bound on what waits for the database; of what is over the oldest goes.</summary>
    public const int MostUnwritten = 1_000;

    /// <summary>One that comes back sooner has not been over; and what waited is known only when the other side answers again.</summary>
    public static readonly TimeSpan Settles = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<IncidentKey, Incident> _open = [];
    private readonly Dictionary<IncidentKey, Signs> _signs = [];
    private readonly Dictionary<Guid, Incident> _unwritten = [];
    private ImmutableArray<Incident> _current = [];
    private bool _hasNews;

    /// <summary>Those that go on, the oldest first.</summary>
    public ImmutableArray<Incident> Open => [.. Current.Where(incident => incident.EndedAt is null)];

    /// <summary>Those that go on, and those that may not be stored yet, the newest first.</summary>
    public ImmutableArray<Incident> Current
    {
        get
        {
            lock (_lock)
            {
                return _current;
            }
        }
    }

    /// <summary>While it is, what is not read yet will not be.</summary>
    public bool IsDatabaseAway => Open.Any(incident => incident.Kind == IncidentKinds.Database);

    /// <summary>One has begun or ended since all was stored.</summary>
    internal bool HasNews
    {
        get
        {
            lock (_lock)
            {
                return _hasNews;
            }
        }
    }

    /// <summary>Takes up what is wrong at this moment, and ends what is not any more.</summary>
    /// <param name="utcNow">This moment.</param>
    /// <param name="sightings">All that is wrong; one a key.</param>
    /// <param name="waiting">Messages that wait to be stored, of what it is about.</param>
    /// <param name="endOf">When something that is not wrong any more came to its end; null where only the clock can say.</param>
    internal void See(
        DateTime utcNow, IReadOnlyCollection<Sighting> sightings, Func<IncidentKey, long> waiting, Func<IncidentKey, DateTime?> endOf)
    {
        lock (_lock)
        {
            var seen = sightings.Select(sighting => sighting.Key).ToHashSet();
            foreach (var sighting in sightings)
            {
                Take(sighting, utcNow, waiting);
            }

            foreach (var (key, incident) in _open.Where(pair => !seen.Contains(pair.Key)).ToList())
            {
                Leave(key, incident, utcNow, waiting, endOf);
            }

            Publish();
        }
    }

    /// <summary>One that is told of and not seen: it goes on until it is not sighted.</summary>
    internal void Begin(Sighting sighting, DateTime utcNow)
    {
        lock (_lock)
        {
            Take(sighting, utcNow, _ => 0);
            Publish();
        }
    }

    /// <summary>What is to be stored, as it is now.</summary>
    internal IReadOnlyList<Incident> Unwritten()
    {
        lock (_lock)
        {
            return [.. _unwritten.Values];
        }
    }

    /// <summary>These were stored; what has changed meanwhile is not.</summary>
    internal void Written(IEnumerable<Incident> written)
    {
        lock (_lock)
        {
            foreach (var incident in written.Where(incident => _unwritten.GetValueOrDefault(incident.Id) == incident))
            {
                _unwritten.Remove(incident.Id);
            }

            // Where the words or the counts have changed meanwhile, the next turn is soon enough.
            _hasNews = _unwritten.Values.Any(incident => incident.EndedAt is not null);
            Publish();
        }
    }

    /// <summary>The terminal ends: what goes on now is not over, and nobody here will see when it is.</summary>
    internal void End(DateTime utcNow)
    {
        lock (_lock)
        {
            foreach (var incident in _open.Values.Where(incident => incident.EndedAt is null).ToList())
            {
                var detail = Cut($"{incident.Detail}; not over when the terminal was stopped");
                Set(incident with { EndedAt = utcNow, IsEndSeen = false, Detail = detail });
                _hasNews = true;
            }

            Publish();
        }
    }

    private static string Cut(string detail) =>
        detail.Length <= Incident.LongestDetail ? detail : $"{detail[..(Incident.LongestDetail - 1)]}…";

    private void Take(Sighting sighting, DateTime utcNow, Func<IncidentKey, long> waiting)
    {
        var (known, signs) = (_open.GetValueOrDefault(sighting.Key), _signs.GetValueOrDefault(sighting.Key));
        var isWorst = known is null || sighting.Weight >= signs.Worst;
        _hasNews |= known is null or { EndedAt: not null };
        var incident = known ?? new Incident(
            Guid.CreateVersion7(), sighting.Key.Kind, sighting.Key.Feed, sighting.Since, null, true, 0, null, "");
        Set(incident with
        {
            EndedAt = null,
            Waited = Math.Max(incident.Waited, waiting(sighting.Key)),
            Messages = sighting.Messages is { } messages ? Math.Max(messages, incident.Messages ?? 0) : incident.Messages,
            Detail = isWorst ? Cut(sighting.Detail) : incident.Detail,
        });
        _signs[sighting.Key] = new Signs(
            sighting.LastSign ?? utcNow, Math.Max(signs.Worst, sighting.Weight), isWorst ? sighting.WordsOfAll : signs.WordsOfAll);
    }

    private void Leave(
        IncidentKey key, Incident incident, DateTime utcNow, Func<IncidentKey, long> waiting, Func<IncidentKey, DateTime?> endOf)
    {
        if (incident.EndedAt is { } ended && utcNow - ended > Settles && utcNow - _signs[key].LastSign > Settles)
        {
            _open.Remove(key);
            _signs.Remove(key);
            return;
        }

        if (incident.EndedAt is null)
        {
            // Between the last time it was seen and now, or when it last showed.
            var signs = _signs[key];
            var end = endOf(key) is { } known && known >= signs.LastSign - Settles && known <= utcNow ? known : signs.LastSign;
            incident = incident with { EndedAt = end > incident.BeganAt ? end : utcNow };
            // The words were of a moment before.
            incident = incident with { Detail = signs.WordsOfAll?.Invoke(incident.Length(utcNow)) ?? incident.Detail };
            _signs[key] = signs with { LastSign = utcNow };
            _hasNews = true;
        }

        Set(incident with { Waited = Math.Max(incident.Waited, waiting(key)) });
    }

    private void Set(Incident incident)
    {
        if (_open.GetValueOrDefault(incident.Key) == incident)
        {
            return;
        }

        _open[incident.Key] = incident;
        _unwritten[incident.Id] = incident;
        if (_unwritten.Count > MostUnwritten)
        {
            _unwritten.Remove(_unwritten.Values.OrderBy(it => it.EndedAt is null).ThenBy(it => it.BeganAt).First().Id);
        }
    }

    private void Publish()
    {
        var all = _open.Values.Concat(_unwritten.Values.Where(incident => !_open.Values.Any(open => open.Id == incident.Id)))
            .OrderByDescending(incident => incident.BeganAt).ThenBy(incident => incident.Id);
        if (!_current.SequenceEqual(all))
        {
            _current = [.. all];
        }
    }

    private readonly record struct Signs(DateTime LastSign, double Worst, Func<TimeSpan, string>? WordsOfAll);
}
