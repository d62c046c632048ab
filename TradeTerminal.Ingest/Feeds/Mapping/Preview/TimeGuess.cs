using System.Globalization;
using System.Text;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>The unit of a time by the size of its numbers.</summary>
internal static class TimeGuess
{
    public static FieldGuess Of(FieldEntry entry, Leaf leaf, Certainty certainty, string called)
    {
        var unit = leaf.Unit ?? TimeUnit.Auto;
        var code = UnitTime.CodeOf(unit);
        var why = unit switch
        {
            TimeUnit.Iso => $"{called}: ISO-8601, such as {leaf.Example}."
                + (leaf.WithoutZone > 0 ? " It names no zone: taken as UTC." : ""),
            TimeUnit.Auto => $"{called}: times in several forms, each read by its size, such as {leaf.Example}.",
            _ => $"{called}: {Word(unit)} by {(leaf.Distinct.Count == 1 ? "its" : "their")} size, such as {leaf.Example}, which is {Read(leaf.Example, unit)}.",
        };
        return new FieldGuess(
            entry with { Unit = code }, unit == TimeUnit.Auto || leaf.WithoutZone > 0
                ? (Certainty)Math.Min((int)certainty, (int)Certainty.Likely) : certainty, why);
    }

    private static string Word(TimeUnit unit) => unit.ToString().ToLowerInvariant();

    private static string Read(string number, TimeUnit unit) => UnitTime.TryRead(Encoding.UTF8.GetBytes(number), unit, out var utc)
        ? utc.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + " UTC" : "no time";
}
