using Microsoft.AspNetCore.Components;
using TradeTerminal.Api;
using TradeTerminal.Controls;
using TradeTerminal.History;
using TradeTerminal.History.Data;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Settings;

namespace TradeTerminal.Tape;

/// <summary>
/// Where one trade came from and when, as far as that is known. The event says its own time, the table where it was read;
/// when it was received from Kafka nobody keeps, so it is not shown.
/// </summary>
public sealed partial class TradeSource
{
    private TradeCommit? _commit;
    private Trade? _looked;

    [Parameter, EditorRequired]
    public Trade Trade { get; set; }

    /// <summary>On the History page, which needs no link to itself.</summary>
    [Parameter]
    public bool IsInHistory { get; set; }

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    [Inject]
    private RecentCommits Commits { get; set; } = null!;

    [Inject]
    private FeedGauges Gauges { get; set; } = null!;

    private string Topic => _commit?.Log.Topic ?? Gauges.Trades.Current.Topic;

    /// <summary>Clocks differ: a sender's may run ahead of ours.</summary>
    private string Delay => _commit!.At >= Trade.ExecutedAt
        ? $"{Format.Milliseconds(_commit.At - Trade.ExecutedAt)} after the event"
        : $"{Format.Milliseconds(Trade.ExecutedAt - _commit.At)} before the event by its sender's clock";

    private HistoryView Link => new() { Trade = Trade.TradeId.ToString() };

    /// <summary>The list begins with the trade; what came after it is on the page before.</summary>
    private HistoryView Around => Link with
    {
        Tickers = Trade.Ticker,
        Before = Cursor.Write(TradeKey.Of(Trade, TradeSortBy.Time) with { Offset = Trade.Offset + 1, Id = Guid.Empty }),
        From = HistoryView.Time(Trade.ExecutedAt.AddMinutes(-1)),
        To = HistoryView.Time(Trade.ExecutedAt.AddMinutes(1)),
    };

    protected override void OnParametersSet()
    {
        // The tape draws itself again and again with the same one chosen.
        if (Trade != _looked)
        {
            (_looked, _commit) = (Trade, Commits.Find(Trade));
        }
    }
}
