using Microsoft.AspNetCore.Components;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Producers;

namespace TradeTerminal.Components.Panels;

/// <summary>Starts and stops the producer. Everything typed is judged here, on the server.</summary>
public sealed partial class ProducerForm
{
    private static readonly IReadOnlyDictionary<string, string> NoProblems = new Dictionary<string, string>();

    private ProducerEntry _entry = new();
    private IReadOnlyDictionary<string, string> _problems = NoProblems;
    private ProducerSettings? _confirming;
    private string? _busy;

    [Parameter, EditorRequired]
    public ProducerState State { get; set; } = null!;

    [Parameter, EditorRequired]
    public KafkaEndpoint Kafka { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Topic { get; set; } = "";

    [Inject]
    private TradeProducer Producer { get; set; } = null!;

    protected override void OnInitialized()
    {
        _entry = ProducerEntry.Of(State.Settings);
        if (State.StartedAt is null)
        {
            _entry.Seed = "";
        }
    }

    private Task StartAsync()
    {
        var settings = _entry.TryRead(out _problems);
        if (settings is null)
        {
            _confirming = null;
            return Task.CompletedTask;
        }

        if (!Kafka.IsEmbedded && State.StartedAt is null)
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

    private string? Invalid(string field) => _problems.ContainsKey(field) ? "true" : null;

    private string Note(string field) => _problems.ContainsKey(field) ? "note bad" : "note";
}
