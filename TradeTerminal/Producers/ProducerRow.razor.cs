using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Producers;

/// <summary>One producer: what it does, and its commands. Everything typed is judged here, on the server.</summary>
public sealed partial class ProducerRow
{
    private static readonly IReadOnlyDictionary<string, string> NoProblems = new Dictionary<string, string>();

    private ProducerEntry _entry = new();
    private IReadOnlyDictionary<string, string> _problems = NoProblems;
    private ProducerSettings? _confirming;
    private string? _busy;
    private bool _open;

    [Parameter, EditorRequired]
    public FeedProducer Producer { get; set; } = null!;

    [Parameter, EditorRequired]
    public ProducerState State { get; set; } = null!;

    [Parameter, EditorRequired]
    public KafkaEndpoint Kafka { get; set; } = null!;

    [Parameter, EditorRequired]
    public DateTime UtcNow { get; set; }

    /// <summary>Its last events are the ones shown.</summary>
    [Parameter]
    public bool IsChosen { get; set; }

    [Parameter]
    public EventCallback OnChoose { get; set; }

    /// <summary>Settings shown from the beginning.</summary>
    [Parameter]
    public bool IsOpen { get; set; }

    private string? Since => State is { Running: true, StartedAt: { } at } ? $"for {Format.Age(UtcNow - at.UtcDateTime)}" : null;

    private string FieldsId => $"{Producer.Name}-fields";

    protected override void OnInitialized()
    {
        _open = IsOpen;
        _entry = ProducerEntry.Of(State.Settings);
    }

    private Task StartAsync()
    {
        var settings = _entry.TryRead(Producer.Kind, out _problems);
        _confirming = null;
        if (settings is null)
        {
            _open = true;
            return Task.CompletedTask;
        }

        if (!Kafka.IsEmbedded)
        {
            _confirming = settings;
            return Task.CompletedTask;
        }

        return RunAsync("Starting…", () => Producer.StartAsync(settings));
    }

    private Task ConfirmAsync()
    {
        var settings = _confirming!;
        _confirming = null;
        return RunAsync("Starting…", () => Producer.StartAsync(settings));
    }

    private Task StopAsync() => RunAsync("Stopping: waiting for what is on its way…", Producer.StopAsync);

    private async Task RunAsync(string doing, Func<Task> work)
    {
        _busy = doing;
        try
        {
            await work();
        }
        finally
        {
            _busy = null;
        }
    }

    /// <summary>Those of the trades producer have no name in them: it was the first.</summary>
    private string Hook(string? part = null)
    {
        var hooks = Producer.Name == ProducerKinds.Trades ? "producer" : $"producer-{Producer.Name}";
        return part is null ? hooks : $"{hooks}-{part}";
    }
}
