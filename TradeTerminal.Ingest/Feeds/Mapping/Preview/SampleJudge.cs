using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>Has the messages of a sample judged by the feed's own judge.</summary>
internal static class SampleJudge
{
    public static SampleVerdict Judge(Feed feed, FeedOptions options, IReadOnlyList<SampleMessage> messages, DateTime utcNow)
    {
        var look = feed.CreateLook(options);
        Look[] looks = [.. messages.Select(message => message.Length > message.Payload.Length
            ? new Look(RejectReason.TooLarge, $"{message.Length} bytes; at most {MessageForm.MaxBytes} are taken.", null, [])
            : look(message.Payload, utcNow, message.Time))];
        var ids = feed.Fields.All.Where(field => field is { IsText: false, IsNumber: false, IsTime: false, HasWords: false })
            .Select(field => field.Index).ToList();
        var accepted = looks.Where(one => one.Reason == RejectReason.None).ToList();
        var repeated = ids is [var id, ..]
            ? accepted.Count - accepted.Select(one => (one.Symbol, one.Values.ElementAtOrDefault(id))).Distinct().Count() : 0;
        var rejected = looks.Zip(messages).Where(pair => pair.First.Reason is not (RejectReason.None or RejectReason.Ignored))
            .GroupBy(pair => pair.First.Reason)
            .Select(group => new RejectedKind(group.Key.Code(), group.Count(), group.First().First.Detail ?? "", group.First().Second))
            .OrderByDescending(kind => kind.Count).ThenBy(kind => kind.Reason, StringComparer.Ordinal);
        return new SampleVerdict(looks, repeated, [.. rejected]);
    }
}
