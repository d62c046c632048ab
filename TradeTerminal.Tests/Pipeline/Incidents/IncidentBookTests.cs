using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Pipeline.Incidents;

public sealed class IncidentBookTests
{
    private static readonly IncidentKey Database = new(IncidentKinds.Database, null);

    private readonly IncidentBook _book = new();
    private readonly ScreenClock _clock = new();

    private static DateTime Start => ScreenClock.Start;

    [Fact]
    public void See_BeginsAndEnds_HasBothAndTheMostThatWaited()
    {
        See(100, Sighting("slow", weight: 1));
        See(2_542, Sighting("no answer for 20 s", weight: 20));
        See(900, Sighting("no answer for 3 s", weight: 3));
        _clock.Advance(TimeSpan.FromSeconds(1));
        _book.See(_clock.UtcNow, [], _ => 900, _ => _clock.UtcNow.AddMilliseconds(-400));

        var incident = Assert.Single(_book.Current);

        Assert.Equal((Start, _clock.UtcNow.AddMilliseconds(-400)), (incident.BeganAt, incident.EndedAt));
        Assert.Equal((2_542L, "no answer for 20 s", true), (incident.Waited, incident.Detail, incident.IsEndSeen));
        Assert.Empty(_book.Open);
        Assert.True(_book.HasNews);
    }

    /// <summary>Each attempt counts anew, so the worst moment that was seen is shorter than the whole.</summary>
    [Fact]
    public void See_WordsSayHowLong_SayTheWholeLengthInTheEnd()
    {
        var hang = Sighting("no answer for 34 s", weight: 34) with { WordsOfAll = length => $"no answer for {length.TotalSeconds:F0} s" };
        See(0, hang);
        _clock.Advance(TimeSpan.FromSeconds(45));
        See(0, Sighting("no answer for 13 s", weight: 13));
        See(0);

        var incident = Assert.Single(_book.Current);
        Assert.Equal(("no answer for 47 s", TimeSpan.FromSeconds(47)), (incident.Detail, incident.Length(_clock.UtcNow)));
    }

    /// <summary>What waited while nobody could ask is seen when the other side answers; and what comes back at once was not over.</summary>
    [Fact]
    public void See_JustEnded_StillCountsAndMayGoOn()
    {
        See(0, Sighting());
        See(0);
        See(700);
        Assert.Equal(700, Assert.Single(_book.Current).Waited);

        See(0, Sighting());

        Assert.Null(Assert.Single(_book.Open).EndedAt);
        Assert.Single(_book.Unwritten());
    }

    [Fact]
    public void See_EndedLongAgo_TheNextIsAnotherOne()
    {
        See(0, Sighting());
        See(0);
        for (var i = 0; i <= IncidentBook.Settles.TotalSeconds + 1; i++)
        {
            See(5_000);
        }

        See(0, Sighting());

        Assert.Equal(2, _book.Unwritten().Count);
        Assert.Equal(5_000, _book.Unwritten().Max(incident => incident.Waited));
        Assert.Single(_book.Open);
    }

    /// <summary>A share of a minute stays high for a minute after the last of it.</summary>
    [Fact]
    public void See_LastSignIsOlder_EndsThere()
    {
        var last = Start.AddSeconds(30);
        See(0, Sighting() with { Messages = 6 });
        _clock.Advance(TimeSpan.FromSeconds(60));
        See(0, Sighting() with { Messages = 9, LastSign = last });
        See(0);

        Assert.Equal((last, 9L), (_book.Current[0].EndedAt, _book.Current[0].Messages));
    }

    [Fact]
    public void Written_UnchangedOnes_AreForgotten()
    {
        See(0, Sighting());
        var written = _book.Unwritten();
        See(3, Sighting());
        _book.Written(written);
        Assert.Equal(3, Assert.Single(_book.Unwritten()).Waited);

        _book.Written(_book.Unwritten());

        Assert.Empty(_book.Unwritten());
        Assert.False(_book.HasNews);
        Assert.Single(_book.Open);
    }

    [Fact]
    public void End_OneGoesOn_SaysThatNobodySawItsEnd()
    {
        See(0, Sighting("slow"));

        _book.End(Start.AddSeconds(9));

        var incident = Assert.Single(_book.Unwritten());
        Assert.Equal((Start.AddSeconds(9), false, "slow; not over when the terminal was stopped"),
            (incident.EndedAt, incident.IsEndSeen, incident.Detail));
    }

    [Fact]
    public void See_ManyWhileTheDatabaseIsAway_KeepsTheNewestAndThoseThatGoOn()
    {
        See(0, Sighting());
        for (var i = 0; i < IncidentBook.MostUnwritten + 10; i++)
        {
            var key = new IncidentKey(IncidentKinds.Lagging, $"{i}");
            See(0, Sighting(), Sighting() with { Key = key, Since = _clock.UtcNow });
        }

        Assert.Equal(IncidentBook.MostUnwritten, _book.Unwritten().Count);
        Assert.Contains(_book.Unwritten(), incident => incident.Key == Database);
    }

    private static Sighting Sighting(string detail = "", double weight = 0) => new(Database, ScreenClock.Start, detail) { Weight = weight };

    private void See(long waiting, params Sighting[] sightings)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        _book.See(_clock.UtcNow, sightings, _ => waiting, _ => null);
    }
}
