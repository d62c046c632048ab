using System.Collections.Concurrent;
using System.Diagnostics;

namespace TradeTerminal.Tests.Support.Terminals;

/// <summary>
/// The terminal as a user runs it: a process of its own on a free port, with its settings as environment
/// variables and whatever else is on its command line. Disposing kills it; <see cref="StopAsync"/> ends it as Ctrl+C would.
/// </summary>
internal sealed class TerminalProcess : IAsyncDisposable
{
    private const int KeptLines = 200;
    private const int MostSteps = 5;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Process _process;
    private readonly ConcurrentQueue<(bool IsError, string Line)> _output = new();
    private long _spokeAt = Stopwatch.GetTimestamp();

    private TerminalProcess(
        IEnumerable<KeyValuePair<string, string>> settings, Uri? address, string assembly, IEnumerable<string> arguments)
    {
        Address = address ?? new Uri($"http://127.0.0.1:{Ports.Free()}/");
        var start = new ProcessStartInfo("dotnet", [assembly, "--urls", Address.AbsoluteUri, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        // It would count what code does so as to compile it better one day: no test runs that long.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(false, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(true, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The terminal's own build output, which carries its web assets; that of the tests does not.</summary>
    internal static string Assembly { get; } = Path.Combine(
        Repository.Root, "TradeTerminal", "bin", Configuration, "net10.0", "TradeTerminal.dll");

    internal Uri Address { get; }

    internal int Id => _process.Id;

    internal bool HasExited => _process.HasExited;

    /// <summary>The last lines of all that it wrote.</summary>
    internal string Output => string.Join('\n', _output.Select(it => it.Line));

    /// <summary>Of these, those for a program that reads its output.</summary>
    internal string StandardOutput => string.Join('\n', _output.Where(it => !it.IsError).Select(it => it.Line));

    /// <summary>Of these, those for whoever looks on.</summary>
    internal string StandardError => string.Join('\n', _output.Where(it => it.IsError).Select(it => it.Line));

    private static string Configuration => AppContext.BaseDirectory.Contains(
        $"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <param name="settings">As in the contract, with colons.</param>
    /// <param name="arguments">Of the command line.</param>
    internal static TerminalProcess Launch(IEnumerable<KeyValuePair<string, string>> settings, params string[] arguments) =>
        new(settings, null, Assembly, arguments);

    /// <summary>Starts it and waits until it answers that it is ready.</summary>
    /// <param name="settings">As in the contract, with colons.</param>
    /// <param name="limit">How long it may be silent; on a busy machine each step takes longer, and none takes that long.</param>
    /// <param name="address">Where an earlier one was; a free port if null.</param>
    /// <param name="assembly">Of another build; this one's if null.</param>
    /// <param name="arguments">Of the command line.</param>
    internal static async Task<TerminalProcess> StartAsync(
        IEnumerable<KeyValuePair<string, string>> settings, TimeSpan limit, Uri? address = null, string? assembly = null,
        params string[] arguments)
    {
        var terminal = new TerminalProcess(settings, address, assembly ?? Assembly, arguments);
        try
        {
            await terminal.WhenReadyAsync(limit);
            return terminal;
        }
        catch
        {
            await terminal.DisposeAsync();
            throw;
        }
    }

    internal async Task WhenReadyAsync(TimeSpan limit)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var (began, most) = (Stopwatch.GetTimestamp(), MostSteps * limit);
        while (!await IsReadyAsync())
        {
            var (silent, all) = (Stopwatch.GetElapsedTime(Interlocked.Read(ref _spokeAt)), Stopwatch.GetElapsedTime(began));
            if (_process.HasExited || silent > limit || all > most)
            {
                throw new InvalidOperationException($"The terminal is not ready after {all}, and silent for {silent}:\n{Output}");
            }

            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Ends it in good order and returns its exit code.</summary>
    internal Task<int> StopAsync()
    {
        Signals.Terminate(_process.Id);
        return WhenEndedAsync(StopLimit);
    }

    /// <summary>Waits until it has ended by itself, with all that it wrote, and returns its exit code.</summary>
    internal async Task<int> WhenEndedAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"The terminal did not end within {limit}:\n{Output}");
        }

        return _process.ExitCode;
    }

    /// <summary>SIGKILL.</summary>
    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(Address, "health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private void Keep(bool isError, string? line)
    {
        if (line is null)
        {
            return;
        }

        Interlocked.Exchange(ref _spokeAt, Stopwatch.GetTimestamp());
        _output.Enqueue((isError, line));
        while (_output.Count > KeptLines)
        {
            _output.TryDequeue(out _);
        }
    }
}
