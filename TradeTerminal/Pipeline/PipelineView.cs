using System.Collections.Immutable;
using TradeTerminal.Controls;
using TradeTerminal.History;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Pipeline.Minutes;

namespace TradeTerminal.Pipeline;

/// <summary>
/// What is chosen on the Pipeline page, as the URL carries it:
/// <c>/pipeline?feed=quotes&amp;span=day&amp;at=2026-03-02T14:30:00Z&amp;kind=database</c>.
/// What can't be understood is left out and named in <see cref="Problems"/>.
/// </summary>
/// <param name="Feed">Whose partitions and pictures are shown.</param>
/// <param name="Span">How much of the past the pictures show.</param>
/// <param name="At">What lies in their middle, UTC; null for now.</param>
/// <param name="Kind">Of the incidents listed; null for any.</param>
public sealed record PipelineView(string Feed, PipelineSpan Span, DateTime? At, string? Kind)
{
    public const string MainFeed = "trades";

    public static readonly PipelineView Default = new(MainFeed, PipelineSpan.Hour, null, null);

    public ImmutableArray<string> Problems { get; init; } = [];

    public string Uri
    {
        get
        {
            string?[] parts =
            [
                Feed == MainFeed ? null : $"feed={Feed}",
                Span == PipelineSpan.Hour ? null : $"span={Span.Name}",
                At is { } at ? $"at={HistoryView.Time(at)}" : null,
                Kind is null ? null : $"kind={Kind}",
            ];
            var query = string.Join('&', parts.Where(part => part is not null));
            return query.Length == 0 ? "/pipeline" : $"/pipeline?{query}";
        }
    }

    /// <summary>Where an incident shows in the pictures: all of it, and what was before and after.</summary>
    public PipelineView Around(Incident incident, DateTime utcNow)
    {
        var length = incident.Length(utcNow);
        var span = PipelineSpan.All.FirstOrDefault(span => length * 2 < span.Length) ?? PipelineSpan.Week;
        var middle = Interval.Second.BucketOf(incident.BeganAt + (length / 2));
        return this with { Feed = incident.Feed ?? Feed, Span = span, At = middle, Problems = [] };
    }

    public static PipelineView Parse(string? feed, string? span, string? at, string? kind, IReadOnlyList<string> feeds)
    {
        var problems = new List<string>();
        T? Take<T>(string name, string? text, T? found, string rule)
        {
            if (found is null && !string.IsNullOrWhiteSpace(text))
            {
                problems.Add($"{name}={Format.Quoted(text)} {rule}");
            }

            return found;
        }

        var arguments = new Api.QueryArguments();
        var time = arguments.Time("at", string.IsNullOrWhiteSpace(at) ? null : at);
        return new PipelineView(
            Take("feed", feed, feeds.FirstOrDefault(known => known == feed), $"must be one of {string.Join(", ", feeds)}") ?? MainFeed,
            Take("span", span, PipelineSpan.Find(span), "must be one of hour, day, week") ?? PipelineSpan.Hour,
            Take("at", at, arguments.AreValid ? time : null, "must be an ISO-8601 time such as 2026-03-01T14:30:00Z"),
            Take("kind", kind, IncidentKinds.All.FirstOrDefault(known => known == kind),
                $"must be one of {string.Join(", ", IncidentKinds.All)}"))
        {
            Problems = [.. problems],
        };
    }
}
