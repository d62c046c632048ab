using System.Globalization;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Tests.Producers.Synthetic;

public sealed class IndexFileTests
{
    private static readonly DateTime Start = new(2025, 12, 15, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Write_SameSeedAndStart_GivesTheSameBytes()
    {
        Assert.Equal(Text(3, Start), Text(3, Start));
        Assert.NotEqual(Text(3, Start), Text(4, Start));
        Assert.NotEqual(Text(3, Start), Text(3, Start.AddMinutes(5)));
    }

    [Fact]
    public void Write_Any_HasFiftyRowsOfEachIndexFiveMinutesApart()
    {
        var lines = Text(3, Start).Split('\n');

        Assert.Equal("timestamp,symbol,price,volume", lines[0]);
        Assert.Equal("", lines[^1]);
        var rows = lines[1..^1].Select(line => line.Split(',')).ToList();
        Assert.Equal(150, rows.Count);
        Assert.StartsWith("2025-12-15T09:00:00Z,SP500,", lines[1], StringComparison.Ordinal);
        foreach (var index in rows.GroupBy(row => row[1]))
        {
            Assert.Contains(index.Key, (string[])["SP500", "STOXX600", "NIKKEI225"]);
            Assert.Equal(Enumerable.Range(0, 50).Select(i => Start.AddMinutes(5 * i)), index.Select(row => Time(row[0])));
            Assert.All(index, row => Assert.True(decimal.Parse(row[2], CultureInfo.InvariantCulture) > 100));
            Assert.All(index, row => Assert.InRange(long.Parse(row[3], CultureInfo.InvariantCulture), 100_000, 999_999));
        }

        Assert.Equal(rows.Select(row => row[0]).Order(StringComparer.Ordinal), rows.Select(row => row[0]));
    }

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    private static string Text(int seed, DateTime start)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        IndexFile.Write(writer, seed, start);
        return writer.ToString();
    }
}
