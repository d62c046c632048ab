using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Producers.Replay.Recordings;

namespace TradeTerminal.Producers.Replay;

/// <summary>Replays: what is going on, and its commands. A file is read here, on the server, before anything is sent.</summary>
public sealed partial class ReplayPanel
{
    private readonly ReplayEntry _entry = new();
    private ReplayState _state = ReplayState.Idle;
    private IReadOnlyList<string> _problems = [];
    private IBrowserFile? _file;
    private ReplayOffer? _asked;
    private string? _busy;

    [Parameter, EditorRequired]
    public KafkaEndpoint Kafka { get; set; } = null!;

    [Inject]
    private Replayer Replayer { get; set; } = null!;

    protected override TimeSpan MinInterval => TimeSpan.FromMilliseconds(250);

    private bool IsHeld => _state.Phase == ReplayPhase.Paused;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _state = Replayer.State;
    }

    protected override Task OnMarketAsync()
    {
        _state = Replayer.State;
        return base.OnMarketAsync();
    }

    private void Choose(InputFileChangeEventArgs change) => _file = change.File;

    private Task StartAsync()
    {
        Cancel();
        _problems = _entry.Problems(_file?.Size);
        return _problems.Count > 0 ? Task.CompletedTask : RunAsync("Reading…", PrepareAsync);
    }

    private async Task PrepareAsync()
    {
        using var reading = Replayer.BeginReading();
        var plan = await Replayer.PlanAsync(await ReadAsync(), _entry.ShiftToNow, Disposed);
        if (plan.NeedsConfirmation || !Kafka.IsEmbedded)
        {
            _asked = Replayer.Offered.Offer(plan);
            return;
        }

        await SendAsync(plan);
    }

    private async Task<Recording> ReadAsync()
    {
        var format = ReplayFormats.Find(_entry.Feed)!;
        if (_entry.IsRange)
        {
            return await Replayer.ReadAsync(format, Utc(_entry.From), Utc(_entry.To), Disposed);
        }

        var name = UploadedFile.NameOf(_file!.Name);
        await using var sent = _file.OpenReadStream(RecordingFile.LargestBytes, Disposed);
        await using var file = await UploadedFile.ReadAsync(sent, name, Disposed);
        return await Task.Run(() => Replayer.Read(format, file.Content, name), Disposed);
    }

    private Task ConfirmAsync()
    {
        var plan = Replayer.Offered.Take(_asked!);
        _asked = null;
        if (plan is null)
        {
            _problems =
            [
                $"It was read more than {OfferedPlan.Patience.TotalMinutes:F0} minutes ago, or another one has been read since: start it again.",
            ];
            return Task.CompletedTask;
        }

        return RunAsync("Starting…", () => SendAsync(plan));
    }

    private void Cancel()
    {
        if (_asked is { } asked)
        {
            Replayer.Offered.Withdraw(asked);
            _asked = null;
        }
    }

    protected override void Dispose(bool disposing)
    {
        Cancel();
        base.Dispose(disposing);
    }

    private async Task SendAsync(ReplayPlan plan)
    {
        var speed = ReplaySpeed.TryParse(_entry.Speed, out var typed) ? typed.Value : ReplaySpeed.Original;
        _state = await Replayer.StartAsync(plan, speed, _entry.StartsPaused, confirmed: true);
    }

    /// <summary>Also of the replay that is going on.</summary>
    private void ChangeSpeed(ChangeEventArgs change)
    {
        _entry.Speed = change.Value as string ?? "";
        if (_state.IsGoingOn && ReplaySpeed.TryParse(_entry.Speed, out var speed))
        {
            Replayer.Change(speed.Value);
        }
    }

    private void PauseOrResume()
    {
        if (IsHeld)
        {
            Replayer.Resume();
        }
        else
        {
            Replayer.Pause();
        }

        _state = Replayer.State;
    }

    private void Step()
    {
        Replayer.Step();
        _state = Replayer.State;
    }

    private Task StopAsync() => RunAsync("Stopping: waiting for what is on its way…", async () =>
    {
        await Replayer.StopAsync();
        _state = Replayer.State;
    });

    private async Task RunAsync(string doing, Func<Task> work)
    {
        _busy = doing;
        try
        {
            await work();
        }
        catch (RecordingException exception)
        {
            _problems = exception.Problems;
        }
        catch (OperationCanceledException) when (Disposed.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            _problems = [exception.GetBaseException().Message];
        }
        finally
        {
            _busy = null;
        }
    }

    /// <summary>A browser's date and time have no zone: here they are said to be UTC.</summary>
    private static DateTime Utc(DateTime? typed) => DateTime.SpecifyKind(typed!.Value, DateTimeKind.Utc);
}
