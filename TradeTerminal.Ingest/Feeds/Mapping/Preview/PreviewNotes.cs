using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>What a verdict alone does not tell.</summary>
internal static class PreviewNotes
{
    private const int Enough = 10;

    public static IReadOnlyList<string> Of(
        Feed feed, TopicSample sample, MappingDraft draft, IReadOnlyList<FieldGuess> guesses, SampleVerdict? verdict, LeafSet leaves)
    {
        List<string> notes = [];
        var doubtful = guesses.Where(guess => guess.Certainty == Certainty.Doubtful).Select(guess => guess.Entry.Name).ToList();
        if (doubtful.Count > 0)
        {
            notes.Add($"Guessed with doubt: {string.Join(", ", doubtful)}. Compare what they become before you paste.");
        }

        if (guesses.Count > 0 && draft.Entries.Only.Count > 0)
        {
            notes.Add("Guessed with doubt: Only. What it leaves out is counted, but neither stored nor kept, "
                + "and so is a kind that was not seen here.");
        }

        if (sample.Unread > 0)
        {
            notes.Add($"{sample.Unread} of {sample.Partitions} partitions were not read: they did not answer in time, or there are too many.");
        }

        if (verdict is not null)
        {
            if (verdict.Repeated > 0)
            {
                notes.Add($"{verdict.Repeated} of the accepted have the id of another: such a trade is stored once.");
            }

            if (verdict.Accepted > 0 && IsCounting(feed, verdict))
            {
                notes.Add("The volume never goes down within a symbol: it looks like a running total of the day, which is no volume of a trade.");
            }
        }

        if (draft.Entries.Fields.Any(entry => entry.Unit == "kafka"))
        {
            notes.Add("The time is Kafka's own: with CreateTime the sender's clock, with LogAppendTime the broker's.");
        }

        if (leaves.Leaves.Any(leaf => leaf.WithoutZone > 0 && draft.Entries.Fields.Any(entry => entry.From == leaf.Pointer)))
        {
            notes.Add("Times without a zone are taken as UTC. Have the sender write the zone where they are local.");
        }

        return notes;
    }

    private static bool IsCounting(Feed feed, SampleVerdict verdict)
    {
        if (feed.Fields.All.FirstOrDefault(field => field.Name == "volume") is not { } volume)
        {
            return false;
        }

        var series = verdict.Looks.Where(look => look.Reason == RejectReason.None).GroupBy(look => look.Symbol)
            .Select(group => group.Select(look => decimal.TryParse(
                look.Values.ElementAtOrDefault(volume.Index), System.Globalization.NumberStyles.Float,
                    System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : 0).ToList())
            .Where(values => values.Count >= Enough).ToList();
        return series.Count > 0 && series.All(values =>
            values.Zip(values.Skip(1)).All(pair => pair.Second >= pair.First) && values.Distinct().Count() > values.Count / 2);
    }
}
