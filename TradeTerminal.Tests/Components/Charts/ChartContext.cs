using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using TradeTerminal.Components.Charts;
using TradeTerminal.Ingest.Candles;

namespace TradeTerminal.Tests.Components.Charts;

/// <summary>A page with charts, the market they follow and the browser they are drawn in.</summary>
public abstract class ChartContext : BunitContext
{
    protected ChartContext()
    {
        Services.AddSingleton<IJSRuntime>(Browser);
        Services.AddSingleton<TimeProvider>(Market.Clock);
        Services.AddSingleton(Market.Updates);
        Services.AddSingleton(new CandleHistory(
            (_, _, _) =>
            {
                Reads++;
                return Past is null
                    ? Task.FromException<IReadOnlyList<Candle>>(new InvalidOperationException("no database"))
                    : Task.FromResult<IReadOnlyList<Candle>>(Past);
            },
            Market.Updates,
            Market.Clock,
            NullLogger<CandleHistory>.Instance));
        Services.AddSingleton<CandleFrames>();
        Services.AddSingleton<LineFrames>();
    }

    private protected ChartMarket Market { get; } = new();

    private protected TestBrowser Browser { get; } = new();

    /// <summary>What the database holds; null when it is away.</summary>
    private protected List<Candle>? Past { get; set; } = [];

    private protected int Reads { get; private set; }
}
