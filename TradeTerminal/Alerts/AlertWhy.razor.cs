using Microsoft.AspNetCore.Components;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Settings;

namespace TradeTerminal.Alerts;

/// <summary>Every number an alert was computed from, its condition with the numbers put in, and what went on around it.</summary>
public sealed partial class AlertWhy : IDisposable
{
    private readonly CancellationTokenSource _disposed = new();
    private Guid? _read;
    private AlertFigures? _figures;
    private Condition? _condition;
    private Moment? _moment;
    private string _moments = "";

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    [Parameter, EditorRequired]
    public AlertRow Alert { get; set; } = null!;

    [Inject]
    private MomentStore Moments { get; set; } = null!;

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    protected override Task OnParametersSetAsync()
    {
        if (_read == Alert.AlertId)
        {
            return Task.CompletedTask;
        }

        _read = Alert.AlertId;
        _figures = AlertFigures.Of(Alert);
        _condition = Condition.Of(Alert, _figures);
        return ReadMomentAsync();
    }

    private async Task ReadMomentAsync()
    {
        (_moment, _moments) = (null, "Reading what is stored of that moment…");
        try
        {
            _moment = await Moments.ReadAsync(Alert, _figures!, Viewer.Clock.Clock, _disposed.Token);
            _moments = "Nothing is stored of that moment any more.";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _moments = $"What is stored of that moment can't be read now: {exception.GetBaseException().Message}";
        }
    }
}
