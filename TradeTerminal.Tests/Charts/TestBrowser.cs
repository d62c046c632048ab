using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.JSInterop;
using TradeTerminal.Charts;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Charts;

/// <summary>A frame on its way to the browser, until the test answers.</summary>
internal sealed class FrameCall(byte[] bytes)
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal byte[] Bytes => bytes;

    internal Task Answered => _answer.Task;

    internal void Answer() => _answer.SetResult();

    internal void Fail(Exception exception) => _answer.SetException(exception);
}

/// <summary>The browser's side of the charts: notes what is created and disposed, hands over frames.</summary>
internal sealed class TestBrowser : IJSRuntime, IJSObjectReference
{
    private readonly Channel<FrameCall> _frames = Channel.CreateUnbounded<FrameCall>();

    internal List<string> Created { get; } = [];

    internal int Disposed { get; private set; }

    internal Exception? OnDispose { get; set; }

    /// <summary>Alerts to be marked, as they came.</summary>
    internal Queue<(string Ticker, ImmutableArray<AlertMark> Marks)> Marks { get; } = [];

    internal Exception? OnMark { get; set; }

    /// <summary>Frames sent and not yet taken by the test.</summary>
    internal int Waiting => _frames.Reader.Count;

    internal async Task<FrameCall> FrameAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        return await _frames.Reader.ReadAsync(patience.Token);
    }

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) =>
        InvokeAsync<TValue>(identifier, CancellationToken.None, args);

    public async ValueTask<TValue> InvokeAsync<TValue>(
        string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        switch (identifier)
        {
            case "import":
                return (TValue)(object)this;
            case "createChart":
                Created.Add((string)args![1]!);
                return (TValue)(object)this;
            case "apply":
                var frame = new FrameCall((byte[])args![0]!);
                _frames.Writer.TryWrite(frame);
                await frame.Answered.WaitAsync(cancellationToken);
                return default!;
            case "markAlerts":
                Marks.Enqueue(((string)args![0]!, (ImmutableArray<AlertMark>)args[1]!));
                return OnMark is null ? default! : throw OnMark;
            case "dispose":
                Disposed++;
                return OnDispose is null ? default! : throw OnDispose;
            default:
                throw new InvalidOperationException($"The browser knows no {identifier}");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
