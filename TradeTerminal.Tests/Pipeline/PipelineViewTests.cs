using TradeTerminal.Pipeline;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Pipeline.Minutes;

namespace TradeTerminal.Tests.Pipeline;

public sealed class PipelineViewTests
{
    private static readonly string[] Feeds = ["trades", "quotes"];

    [Theory]
    [InlineData("/pipeline")]
    [InlineData("/pipeline?feed=quotes&span=week&at=2026-03-02T14:30:00Z&kind=self_check")]
    public void Uri_Parsed_IsTheSame(string uri)
    {
        var query = System.Web.HttpUtility.ParseQueryString(new Uri("http://x" + uri).Query);

        var view = PipelineView.Parse(query["feed"], query["span"], query["at"], query["kind"], Feeds);

        Assert.Equal((uri, 0), (view.Uri, view.Problems.Length));
    }

    [Fact]
    public void Parse_Unknown_IsLeftOutAndNamed()
    {
        var view = PipelineView.Parse("bonds", "year", "yesterday", "fire", Feeds);

        Assert.Equal("/pipeline", view.Uri);
        Assert.Equal(["feed", "span", "at", "kind"], view.Problems.Select(problem => problem.Split('=')[0]));
    }

    [Theory]
    [InlineData(25, "hour")]
    [InlineData(3_600, "day")]
    [InlineData(200_000, "week")]
    [InlineData(2_000_000, "week")]
    public void Around_AnIncident_ShowsAllOfItAndWhatWasBesideIt(int seconds, string span)
    {
        var began = new DateTime(2026, 3, 2, 14, 0, 0, DateTimeKind.Utc);
        var incident = new Incident(Guid.Empty, IncidentKinds.Lagging, "quotes", began, began.AddSeconds(seconds), true, 0, null, "");

        var view = PipelineView.Default.Around(incident, began.AddDays(60));

        Assert.Equal((span, "quotes"), (view.Span.Name, view.Feed));
        var question = PipelineQuestion.Of("quotes", view.Span, view.At, began.AddDays(60));
        Assert.InRange(began.AddSeconds(seconds / 2.0), question.From, question.To);
    }
}
