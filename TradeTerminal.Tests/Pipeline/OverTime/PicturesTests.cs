using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Pipeline.Minutes;
using TradeTerminal.Pipeline.OverTime;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Pipeline.OverTime;

public sealed class PicturesTests
{
    private static readonly DateTime Now = ScreenClock.Start.AddSeconds(20);
    private static readonly PipelineQuestion Hour = PipelineQuestion.Of("commodities", PipelineSpan.Hour, null, Now);

    [Theory]
    [InlineData("hour", "13:31", "14:31", 60)]
    [InlineData("day", "14:45", "14:45", 96)]
    [InlineData("week", "16:00", "16:00", 84)]
    public void Question_OfNow_EndsWithTheColumnThatRuns(string span, string from, string to, int columns)
    {
        var question = PipelineQuestion.Of("trades", PipelineSpan.Find(span)!, null, Now);

        Assert.Equal((from, to, columns), ($"{question.From:HH:mm}", $"{question.To:HH:mm}", question.Columns));
        Assert.InRange(Now, question.To - question.Step, question.To);
    }

    /// <summary>An hour of ten days ago is one row: it is shown among its day.</summary>
    [Fact]
    public void Question_OfLongAgo_IsByHour()
    {
        var question = PipelineQuestion.Of("trades", PipelineSpan.Hour, Now.AddDays(-10), Now);

        Assert.Equal((TimeSpan.FromHours(1), 24), (question.Step, question.Columns));
        Assert.InRange(Now.AddDays(-10), question.From.AddHours(11), question.To.AddHours(-11));
    }

    [Fact]
    public void Of_CountedByKind_AreColumnsThatAddUp()
    {
        EventRow Row(int minute, string outcome, string kind, long events) => new(Hour.From.AddMinutes(minute), outcome, kind, events);
        var pictures = FeedPictures.Of(
            Hour, ["price_tick", "trade_opened"],
            [
                Row(3, EventRow.Accepted, "", 50), Row(3, EventRow.OfKind, "price_tick", 40), Row(3, EventRow.OfKind, "trade_opened", 10),
                Row(3, EventRow.Rejected, "json", 3), Row(4, EventRow.Rejected, "range", 4), Row(4, EventRow.Rejected, "json", 2),
            ],
            [
                new PipelineRow("commodities", Hour.From.AddMinutes(4), 2_542, 25.04, 4)
                {
                    ReceivedToCommitted50 = 3,
                    ReceivedToCommitted99 = 10,
                },
                new PipelineRow("trades", Hour.From, 1, 1, 1),
            ]);

        Assert.Equal(["price_tick", "trade_opened", "duplicate", "rejected"], pictures.Events.Series);
        Assert.Equal([40m, 10m, 0m, 3m], pictures.Events.Values[3]);
        Assert.Equal(100m, pictures.Events.Top);
        Assert.Equal(["json", "range"], pictures.Rejected.Series);
        Assert.Equal([5m, 4m], [pictures.Rejected.Total(0), pictures.Rejected.Total(1)]);
        Assert.Equal((2_542m, 25.0m), (pictures.Waiting.Values[4][0], pictures.Behind.Values[4][0]));
        Assert.Equal([3m, 7m], pictures.Stages[(int)Stage.Committed].Values[4]);
        Assert.Equal(0m, pictures.Waiting.Values[0][0]);
    }

    /// <summary>Of ten seconds before a crash the kinds are lost; what is told a turn later belongs to the events before.</summary>
    [Fact]
    public void Of_KindsAreLost_TheRestIsAPartOfItsOwnHereAndInTheApi()
    {
        EventRow[] Minute(int minute, long accepted, long told) =>
        [
            new(Hour.From.AddMinutes(minute), EventRow.Accepted, "", accepted),
            new(Hour.From.AddMinutes(minute), EventRow.OfKind, "price_tick", told),
        ];
        EventRow[] events = [.. Minute(1, 50, 50), .. Minute(2, 50, 38), .. Minute(3, 50, 45), .. Minute(4, 50, 55)];

        var pictures = FeedPictures.Of(Hour, ["price_tick"], [.. events], []);
        var columns = PipelineHistoryBody.Of(Hour, events, [], LagTrend.None, tellsKinds: true).Columns;

        Assert.Equal(["price_tick", "untold", "duplicate", "rejected"], pictures.Events.Series);
        Assert.Equal([38m, 12m, 0m, 0m], pictures.Events.Values[2]);
        Assert.Equal(12m, pictures.Events.Total(1));
        Assert.Equal([0L, 12, 0, 0], columns.Select(column => column.NotToldApart));
        Assert.All(
            PipelineHistoryBody.Of(Hour, events, [], LagTrend.None, tellsKinds: false).Columns,
            column => Assert.Equal(0, column.NotToldApart));
    }

    [Fact]
    public void Of_MinutesOfWhichNothingIsKnown_AreNotZero()
    {
        var pictures = FeedPictures.Of(
            Hour, [], [new EventRow(Hour.From.AddMinutes(5), EventRow.Accepted, "", 9)],
            [new PipelineRow("commodities", Hour.From.AddMinutes(3), 0, 0, 0), new PipelineRow("trades", Hour.From.AddMinutes(7), 0, 0, 0)]);

        int[] Known(TimeColumns columns) => [.. Enumerable.Range(0, 60).Where(column => columns.AreKnown[column])];
        Assert.Equal([3, 5], Known(pictures.Events));
        Assert.Equal([3], Known(pictures.Waiting));
        Assert.Equal([3], Known(pictures.Behind));
        Assert.All(pictures.Stages, stage => Assert.Empty(Known(stage)));
    }

    [Fact]
    public void Path_TwoParts_StandOnEachOther()
    {
        var columns = TimeColumns.Of(Hour, ["a", "b"], [(Hour.From, "a", 60m), (Hour.From, "b", 40m), (Hour.From.AddHours(2), "a", 9m)]);

        Assert.Equal("M0 1000v-600h14.33v600z", columns.Path(0));
        Assert.Equal("M0 400v-400h14.33v400z", columns.Path(1));
    }

    [Fact]
    public void Shades_AStretch_IsWhereItWasAndWideEnoughToBeSeen() => Assert.Equal(
        "M500 0h4v1000H500zM0 0h250v1000H0z",
        TimeColumns.Shades(Hour, [
            (Hour.From.AddMinutes(30), Hour.From.AddMinutes(30).AddSeconds(1)), (Hour.From.AddHours(-1), Hour.From.AddMinutes(15)),
            (Hour.From.AddHours(-3), Hour.From.AddHours(-2))]));

    [Fact]
    public void Band_States_AreTheWorstInWords()
    {
        PipelineRow Row(int minute, int state) => new("trades", Hour.From.AddMinutes(minute), 0, 0, state);
        var band = Assert.Single(StateBand.Of(Hour, ["trades", "quotes"], [Row(0, 0), Row(1, 4), Row(2, 3), Row(3, 4), Row(4, 0)]));

        Assert.Equal("down in 2 of 5, lagging in 1", band.Words);
        Assert.Equal(2, band.Path(4).Count(letter => letter == 'M'));
    }

    [Theory]
    [InlineData(0, 0, "nothing waits")]
    [InlineData(4_000, 1_000, "falls by 100 a second, clear in 10 s")]
    [InlineData(1_000, 4_000, "grows by 100 a second")]
    [InlineData(1_000, 1_005, "steady")]
    public void Trend_OfSamples_IsSaidWithTheTimeToClear(long before, long now, string words) => Assert.Equal(
        words, LagTrend.Of([new LagSample(Now.AddSeconds(-30), before), new LagSample(Now, now)]).Words);
}
