using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using TradeTerminal.Live;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Live;

public sealed class LiveFramesTests : ScreenContext
{
    private readonly List<string> _log = [];

    [Fact]
    public void Wake_PanelsThatAreDue_AreDrawnInOneBatchFromOneSnapshot()
    {
        Render<LiveBatch>();
        // Newer ones come while the frame is made.
        Render<Panel>(
            parameters => parameters.Add(it => it.Name, "a").Add(it => it.Log, _log).Add(it => it.Does, () => Market.Show("MSFT", 1)));
        Render<Panel>(parameters => parameters.Add(it => it.Name, "b").Add(it => it.Log, _log));
        _log.Clear();

        Market.Show("AAPL", 1);

        // What is drawn one by one would be painted one by one.
        Assert.Equal(
            ["a follows 1", "b follows 1", "a follows 2", "b follows 2", "a draws 2", "b draws 2", "a painted", "b painted"], _log);
    }

    [Fact]
    public void Wake_WhileOneFrameWaits_MakesNoSecondOne()
    {
        Render<LiveBatch>();
        Render<Panel>(parameters => parameters.Add(it => it.Name, "a").Add(it => it.Log, _log).Add(it => it.Does, () =>
        {
            for (var price = 2; price < 12; price++)
            {
                Market.Show("AAPL", price);
            }
        }));
        _log.Clear();

        Market.Show("AAPL", 1);

        Assert.Equal(2, _log.Count(line => line.StartsWith("a follows", StringComparison.Ordinal)));
    }

    [Fact]
    public void Wake_OneIsDueAMomentLater_NeedsNoFrameOfItsOwn()
    {
        Render<LiveBatch>();
        var slow = Render<Panel>(parameters => parameters
            .Add(it => it.Name, "slow").Add(it => it.Log, _log).Add(it => it.Every, TimeSpan.FromMilliseconds(500)));
        Market.Show("AAPL", 1);
        _log.Clear();

        Clock.Advance(TimeSpan.FromMilliseconds(450));
        Market.Updates.Wake();
        Assert.Empty(_log);
        Clock.Advance(TimeSpan.FromMilliseconds(30));
        Market.Updates.Wake();

        slow.WaitForAssertion(() => Assert.Equal(["slow draws 1", "slow painted"], Drawn()));
    }

    /// <summary>On a busy machine there may be a moment between the question to the one and to the other.</summary>
    [Fact]
    public async Task Wake_TimeGoesOnWhileTheyAreAsked_ThoseOfOnePaceAreDueTogether()
    {
        Render<LiveBatch>();
        var (pace, moment) = (TimeSpan.FromMilliseconds(500), TimeSpan.Zero);
        Render<Panel>(parameters => parameters.Add(it => it.Name, "a").Add(it => it.Log, _log).Add(it => it.Every, pace));
        Render<Panel>(parameters => parameters
            .Add(it => it.Name, "b").Add(it => it.Log, _log).Add(it => it.Every, pace)
            .Add(it => it.WhenAsked, () => Clock.Advance(moment)));
        Market.Show("AAPL", 1);
        _log.Clear();

        Clock.Advance(pace - LiveFrames.Slack - TimeSpan.FromMilliseconds(5));
        moment = TimeSpan.FromMilliseconds(10);
        Market.Updates.Wake();

        await Eventually.TrueAsync(
            () => Drawn().SequenceEqual(["a draws 1", "b draws 1", "a painted", "b painted"]), () => string.Join(", ", _log));
    }

    [Fact]
    public void Wake_OneFails_OthersAreDrawnAndItsBoundaryKnows()
    {
        Render<LiveBatch>();
        var boundary = Render<Boundary>(parameters => parameters.AddChildContent<Panel>(panel => panel
            .Add(it => it.Name, "bad").Add(it => it.Log, _log).Add(it => it.Does, () => throw new InvalidOperationException("It fails."))));
        Render<Panel>(parameters => parameters.Add(it => it.Name, "good").Add(it => it.Log, _log));
        _log.Clear();

        Market.Show("AAPL", 1);

        Assert.Contains("good draws 1", _log);
        Assert.Equal("It fails.", boundary.Instance.Caught?.Message);
    }

    [Fact]
    public void Wake_TheFirstPanelHasLeft_OthersAreDrawn()
    {
        var first = Render<Panel>(parameters => parameters.Add(it => it.Name, "first").Add(it => it.Log, _log));
        Render<Panel>(parameters => parameters.Add(it => it.Name, "second").Add(it => it.Log, _log));
        first.Instance.Dispose();
        _log.Clear();

        Market.Show("AAPL", 1);

        Assert.Equal(["second draws 1", "second painted"], Drawn());
    }

    /// <summary>Panels with figures of the same trades: one that comes later shows what the other shows, and is drawn with it from then
    /// on.</summary>
    [Fact]
    public void Render_AnotherOfTheSamePaceIsThere_KeepsTimeWithIt()
    {
        Render<LiveBatch>();
        var pace = TimeSpan.FromSeconds(10);
        Market.Show("AAPL", 1);
        Render<Panel>(parameters => parameters.Add(it => it.Name, "a").Add(it => it.Log, _log).Add(it => it.Every, pace));
        Market.Show("MSFT", 1);
        // Too early for it.
        Market.Show("TSLA", 1);
        _log.Clear();

        var later = Render<Panel>(parameters => parameters.Add(it => it.Name, "b").Add(it => it.Log, _log).Add(it => it.Every, pace));
        Assert.Equal("b draws 2", _log[0]);
        _log.Clear();
        Clock.Advance(pace);
        Market.Updates.Wake();

        later.WaitForAssertion(() => Assert.Equal(["a draws 3", "b draws 3", "a painted", "b painted"], Drawn()));
    }

    [Fact]
    public async Task Dispose_LastPanel_LeavesTheMarket()
    {
        Render<Panel>(parameters => parameters.Add(it => it.Name, "a").Add(it => it.Log, _log));
        Render<Panel>(parameters => parameters.Add(it => it.Name, "b").Add(it => it.Log, _log));
        Assert.Equal(1, Market.Updates.SubscriberCount);

        await DisposeComponentsAsync();

        Assert.Equal(0, Market.Updates.SubscriberCount);
    }

    private IEnumerable<string> Drawn() => _log.Where(line => !line.Contains("follows", StringComparison.Ordinal));

    /// <summary>Says when it follows, when it is drawn, with how many tickers, and when that was painted.</summary>
    private sealed class Panel : LiveComponent
    {
        private bool _hasDone;

        [Parameter]
        public string Name { get; set; } = "";

        [Parameter]
        public TimeSpan Every { get; set; }

        /// <summary>What it does when it follows first.</summary>
        [Parameter]
        public Action? Does { get; set; }

        [Parameter]
        public List<string> Log { get; set; } = [];

        /// <summary>What happens when it is asked how often it is drawn.</summary>
        [Parameter]
        public Action? WhenAsked { get; set; }

        protected override TimeSpan MinInterval
        {
            get
            {
                WhenAsked?.Invoke();
                return Every;
            }
        }

        protected override Task OnMarketAsync()
        {
            Log.Add($"{Name} follows {Snapshot.Tickers.Length}");
            if (!_hasDone)
            {
                _hasDone = true;
                Does?.Invoke();
            }

            return base.OnMarketAsync();
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => Log.Add($"{Name} draws {Snapshot.Tickers.Length}");

        protected override void OnAfterRender(bool firstRender)
        {
            base.OnAfterRender(firstRender);
            Log.Add($"{Name} painted");
        }
    }

    private sealed class Boundary : ErrorBoundaryBase
    {
        internal Exception? Caught => CurrentException;

        protected override void BuildRenderTree(RenderTreeBuilder builder) =>
            builder.AddContent(0, CurrentException is null ? ChildContent : null);

        protected override Task OnErrorAsync(Exception exception) => Task.CompletedTask;
    }
}
