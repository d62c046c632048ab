using System.Globalization;

namespace TradeTerminal.Pipeline.Rejects;

/// <summary>
/// Names a refused message: <c>orders/3/1234/1764522000123456</c> is its topic, partition, offset, and when it was refused in microseconds
/// since 1970. Without the last, whatever was refused at that place: a topic that was made anew has the same offsets again.
/// </summary>
public sealed record RejectId(string Topic, int Partition, long Offset, DateTime? RejectedAt)
{
    public const string Rule = "TOPIC/PARTITION/OFFSET, or an id as GET /api/rejected gives it";

    private const int Parts = 3;
    private const long LatestMicroseconds = 253_402_300_799_999_999;

    public static RejectId Of(RejectedMessage message) => new(message.Topic, message.Partition, message.Offset, message.RejectedAt);

    public static RejectId? Parse(string? text)
    {
        var parts = (text ?? "").Split('/');
        if (parts.Length is < Parts or > Parts + 1 || parts[0].Length is 0 or > 249
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            return null;
        }

        if (parts.Length == Parts)
        {
            return new RejectId(parts[0], partition, offset, null);
        }

        return long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= LatestMicroseconds
            ? new RejectId(parts[0], partition, offset, DateTime.UnixEpoch.AddTicks(at * TimeSpan.TicksPerMicrosecond)) : null;
    }

    public override string ToString() => RejectedAt is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"{Topic}/{Partition}/{Offset}/{(at - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}")
        : string.Create(CultureInfo.InvariantCulture, $"{Topic}/{Partition}/{Offset}");
}
