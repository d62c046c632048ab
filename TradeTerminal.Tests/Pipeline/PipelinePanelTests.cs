using System.Collections.Immutable;
using System.Text;
using Bunit;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Pipeline;
using TradeTerminal.Pipeline.Rejects;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Pipeline;

public sealed class PipelinePanelTests : BunitContext
{
    [Fact]
    public void PartitionTable_Positions_GiveLagAndVerdict()
    {
        var good = new PartitionStatus(new StoredOffset(0, 10, 1_110) { Accepted = 1_000, Duplicates = 60, Rejected = 20, Skipped = 13, Ignored = 7 },
            1_200, ScreenClock.Start.AddSeconds(-4))
        {
            NewestSeen = ScreenClock.Start.AddSeconds(-4),
        };
        var bad = new PartitionStatus(new StoredOffset(1, 0, 100) { Accepted = 90, Duplicates = 5, Rejected = 2 }, 100, null);

        var table = Render<PartitionTable>(parameters => parameters
            .Add(it => it.Partitions, ImmutableArray.Create(good, bad)).Add(it => it.UtcNow, ScreenClock.Start));

        var rows = table.FindAll("tbody tr").Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToArray()).ToArray();
        Assert.Equal(["0", "1,110", "1,200", "90", "4.0 s", "1,000", "60", "20", "13", "7", "4.0 s ago", "✓ all 1,100 accounted for"], rows[0]);
        Assert.Equal(["1", "100", "100", "0", "0.0 s", "90", "5", "2", "0", "0", "–", "✗ 3 of 100 not accounted for"], rows[1]);
    }

    [Fact]
    public void PartitionTable_RowsOfTheFeedAreDoubted_NoPartitionIsCalledWell()
    {
        var counted = new PartitionStatus(new StoredOffset(0, 0, 100) { Accepted = 100 }, 100, null);

        var table = Render<PartitionTable>(parameters => parameters
            .Add(it => it.Partitions, ImmutableArray.Create(counted)).Add(it => it.UtcNow, ScreenClock.Start)
                .Add(it => it.AreRowsDoubted, true));

        Assert.Empty(table.FindAll("td.check .good"));
        Assert.Equal("counted; the feed’s rows are doubted, see above", table.Find("td.check .weak").TextContent);
    }

    [Fact]
    public void PartitionTable_MessagesPassedUnread_AreSaidWithTheirOffset()
    {
        var lost = new PartitionStatus(
            new StoredOffset(0, 0, 2_000) { Accepted = 1_990, Skipped = 10, Gone = 4, Unexplained = 3, UnexplainedAt = 1_234 },
            2_000, null);

        var table = Render<PartitionTable>(parameters => parameters
            .Add(it => it.Partitions, ImmutableArray.Create(lost)).Add(it => it.UtcNow, ScreenClock.Start));

        Assert.Equal("✗ 3 of 2,000 passed unread, the last at offset 1,234", table.Find("td.check .bad").TextContent);
        Assert.Contains("4 deleted before they were read, 3 empty, 3 unexplained", table.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void PartitionTable_None_SaysSo() =>
        Assert.Contains("No partition",
            Render<PartitionTable>(p => p.Add(it => it.Partitions, []).Add(it => it.UtcNow, default)).Markup, StringComparison.Ordinal);

    [Fact]
    public void BatchBars_Batches_HaveABarEachAndASummary()
    {
        var bars = Render<BatchBars>(parameters => parameters.Add(it => it.Batches,
        [
            new WrittenBatch(default, 10, TimeSpan.FromMilliseconds(2)),
            new WrittenBatch(default, 2_000, TimeSpan.FromMilliseconds(40)),
        ]));

        Assert.Equal(["3.0", "60.0"], bars.FindAll("rect").Select(bar => bar.GetAttribute("height")));
        Assert.Contains("99th percentile 40 ms", bars.Find("svg").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("2,000", bars.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void BatchBars_None_SaysSo() =>
        Assert.Contains("No batch", Render<BatchBars>(p => p.Add(it => it.Batches, [])).Markup, StringComparison.Ordinal);

    [Fact]
    public void RejectPayload_Markup_IsText()
    {
        var payload = Payload("<script>alert(1)</script>"u8.ToArray());

        Assert.Empty(payload.FindAll("script"));
        Assert.Equal("<script>alert(1)</script>", payload.Find("code").TextContent);
        Assert.Empty(payload.FindAll("button"));
    }

    [Fact]
    public void RejectPayload_Long_IsCutUntilAskedFor()
    {
        var payload = Payload(Encoding.ASCII.GetBytes(new string('x', 3_000)));

        Assert.Equal(65, payload.Find("code").TextContent.Length);
        payload.Find("button").Click();
        Assert.Equal(3_000, payload.Find("code").TextContent.Length);
        payload.Find("button").Click();
        Assert.Equal(65, payload.Find("code").TextContent.Length);
    }

    [Fact]
    public void RejectPayload_Binary_IsHexadecimal() => Assert.Equal("ff 00", Payload([0xff, 0x00]).Find("code").TextContent);

    [Fact]
    public void RejectPayload_Nothing_IsNamed()
    {
        Assert.Contains("tombstone", Payload(null).Markup, StringComparison.Ordinal);
        Assert.Contains("empty", Payload([]).Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<RejectPayload> Payload(byte[]? payload) => Render<RejectPayload>(parameters => parameters.Add(
        it => it.Message,
        new RejectedMessage("c", "orders", 0, 1, "json", "why", payload, payload?.Length, ScreenClock.Start)));
}
