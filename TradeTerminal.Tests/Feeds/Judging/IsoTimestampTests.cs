using System.Globalization;
using System.Text;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Feeds.Judging;

public sealed class IsoTimestampTests
{
    private static readonly string[] Zones = ["Z", "z", "", "+00:00", "-05:30", "+0530", "+14:00", "-11", "+1", "+15:60", "Q"];

    [Fact]
    public void TryParse_BothAccept_EqualsDateTimeOffsetParse()
    {
        var compared = 0;
        Properties.HoldForSeeds(50_000, random =>
        {
            var text = Text(random);
            if (IsoTimestamp.TryParse(Encoding.ASCII.GetBytes(text), out var utc)
                && DateTimeOffset.TryParse(
                    text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expected))
            {
                compared++;
                // A tick is a tenth of a microsecond: the framework reads seven digits.
                var ticks = expected.UtcTicks - utc.Ticks;
                Assert.True(ticks is >= 0 and < TimeSpan.TicksPerMicrosecond, $"{text}: {utc:o} and {expected:o}");
                Assert.Equal(DateTimeKind.Utc, utc.Kind);
            }
        });
        Assert.InRange(compared, 10_000, 50_000);
    }

    [Fact]
    public void TryParse_AnyBytes_AreNoTimestamp() =>
        Properties.Hold(Properties.Any<byte[]>(), 5_000, bytes => Assert.False(IsoTimestamp.TryParse(bytes, out _)));

    [Fact]
    public void TryParse_MutatedTimestamp_GivesWholeMicrosecondsOrNothing()
    {
        var valid = "2026-03-01T14:30:00.123456+01:00"u8.ToArray();
        Properties.HoldForSeeds(50_000, random =>
        {
            if (IsoTimestamp.TryParse(JsonNoise.Mutate(valid, random), out var utc))
            {
                Assert.Equal(0, utc.Ticks % TimeSpan.TicksPerMicrosecond);
            }
        });
    }

    private static string Text(Random random)
    {
        var at = new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Utc);
        var text = new StringBuilder(at.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        if (random.Next(10) > 0)
        {
            text.Append(at.ToString("':'ss", CultureInfo.InvariantCulture));
            if (random.Next(2) == 0)
            {
                text.Append('.').Append(random.GetItems("0123456789".AsSpan(), random.Next(1, 8)));
            }
        }

        if (random.Next(10) == 0)
        {
            text[random.Next(text.Length)] = random.GetItems("0123456789:-T. ".AsSpan(), 1)[0];
        }

        return text.Append(random.GetItems(Zones, 1)[0]).ToString();
    }
}
