using System.Collections.Concurrent;
using System.Diagnostics;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Support.Brokers;

/// <summary>One main class of Apache Kafka's jars, running in its own Java process.</summary>
internal sealed class JavaProcess : IDisposable
{
    private const int KeptLines = 50;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    internal JavaProcess(string mainClass, IEnumerable<string> options, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(
            "java", ["-cp", Path.Combine(ApacheKafka.Libraries, "*"), "-Djava.awt.headless=true", .. options, mainClass, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal bool HasExited => _process.HasExited;

    /// <summary>The last lines it has written.</summary>
    internal string Output => string.Join('\n', _output);

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    internal async Task StopAsync(TimeSpan limit)
    {
        if (_process.HasExited)
        {
            return;
        }

        Signals.Terminate(_process.Id);
        using var bound = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
        }
    }

    internal async Task RunToEndAsync(string input, TimeSpan limit)
    {
        await _process.StandardInput.WriteAsync(input);
        _process.StandardInput.Close();
        using var bound = new CancellationTokenSource(limit);
        await _process.WaitForExitAsync(bound.Token);
        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{string.Join(' ', _process.StartInfo.ArgumentList.SkipWhile(a => a.StartsWith('-')))} failed: {Output}");
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
            while (_output.Count > KeptLines)
            {
                _output.TryDequeue(out _);
            }
        }
    }
}
