using System.Globalization;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>What the feed would do with each message of a sample; immutable.</summary>
/// <param name="Looks">In the order of the messages.</param>
/// <param name="Repeated">Accepted ones that another accepted one makes a duplicate.</param>
/// <param name="Rejected">By reason, the most frequent first.</param>
internal sealed record SampleVerdict(IReadOnlyList<Look> Looks, int Repeated, IReadOnlyList<RejectedKind> Rejected)
{
    public int Accepted => Looks.Count(look => look.Reason == RejectReason.None);

    public int Ignored => Looks.Count(look => look.Reason == RejectReason.Ignored);

    public int Refused => Looks.Count - Accepted - Ignored;

    /// <summary>Of those that are meant for the feed.</summary>
    public double RefusedShare => Accepted + Refused == 0 ? 0 : (double)Refused / (Accepted + Refused);

    /// <summary><c>187 would be accepted, 13 rejected: timestamp, 4 ignored</c>.</summary>
    public string Words
    {
        get
        {
            var parts = new List<string> { $"{Count(Accepted)} would be accepted" };
            if (Refused > 0)
            {
                parts.Add($"{Count(Refused)} rejected: {string.Join(", ", Rejected.Select(kind => kind.Reason))}");
            }

            if (Ignored > 0)
            {
                parts.Add($"{Count(Ignored)} ignored");
            }

            return string.Join(", ", parts);
        }
    }

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The messages rejected for one reason, with the first of them.</summary>
/// <param name="Reason">As rejects carry it.</param>
/// <param name="Count">Of the sample.</param>
/// <param name="Detail">What is said of the first.</param>
/// <param name="Example">The first.</param>
internal sealed record RejectedKind(string Reason, int Count, string Detail, SampleMessage Example);
