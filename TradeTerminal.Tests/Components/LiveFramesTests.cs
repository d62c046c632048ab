using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using TradeTerminal.Components;

namespace TradeTerminal.Tests.Components;

public sealed class LiveFramesTests : ScreenContext
{
    private readonly List<string> _log = [];

    [Fact]
    public void Wake_PanelsThatAreDue_AreDrawnInOneBatchFromOneSnapshot()
    {
        Render<LiveBatch>();
        Render<Panel>(parameters => parameters.Add(it => it.Name, "a").Add(it => it.Log, _log));
        Render<Panel>(parameters => parameters.Add(it => it.Name, "b").Add(it => it.Log, _log));
        _log.Clear();

        Market.Show("AAPL", 1);

        // What is drawn one by one is painted one by one.
        Assert.Equal(["a draws 1", "b draws 1", "a painted", "b painted"], _log);
    }

    [Fact]
    public void Wake_OneIsDueAMomentLater_ComesAlong()
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

        slow.WaitForAssertion(() => Assert.Equal(["slow draws 1", "slow painted"], _log));
    }

    [Fact]
    public void Wake_OneFails_OthersAreDrawn()
    {
        Render<LiveBatch>();
        Render<Boundary>(parameters => parameters.AddChildContent<Panel>(panel => panel
            .Add(it => it.Name, "bad").Add(it => it.Log, _log).Add(it => it.Fails, true)));
        Render<Panel>(parameters => parameters.Add(it => it.Name, "good").Add(it => it.Log, _log));
        _log.Clear();

        Market.Show("AAPL", 1);

        Assert.Contains("good draws 1", _log);
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

    /// <summary>Says when it is drawn, with how many tickers, and when that was painted.</summary>
    private sealed class Panel : LiveComponent
    {
        [Parameter]
        public string Name { get; set; } = "";

        [Parameter]
        public TimeSpan Every { get; set; }

        [Parameter]
        public bool Fails { get; set; }

        [Parameter]
        public List<string> Log { get; set; } = [];

        protected override TimeSpan Gap => Every;

        protected override Task OnMarketAsync() =>
            Fails ? throw new InvalidOperationException("It fails.") : base.OnMarketAsync();

        protected override void BuildRenderTree(RenderTreeBuilder builder) => Log.Add($"{Name} draws {Snapshot.Tickers.Length}");

        protected override void OnAfterRender(bool firstRender)
        {
            base.OnAfterRender(firstRender);
            Log.Add($"{Name} painted");
        }
    }

    private sealed class Boundary : ErrorBoundaryBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, CurrentException is null ? ChildContent : null);

        protected override Task OnErrorAsync(Exception exception) => Task.CompletedTask;
    }
}
