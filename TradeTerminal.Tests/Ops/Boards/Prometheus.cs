using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TradeTerminal.Tests.Judges;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Ops.Boards;

/// <summary>A Prometheus that reads one terminal every second.</summary>
internal sealed class Prometheus : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringBuilder _output = new();
    private readonly HttpClient _http;
    private readonly Process _process;

    private Prometheus(Uri terminal)
    {
        var port = Ports.Free();
        var configuration = Path.Combine(_folder.Path, "prometheus.yml");
        File.WriteAllText(configuration, $$"""
            global: { scrape_interval: 1s }
            scrape_configs:
              - job_name: trade-terminal
                static_configs: [ { targets: ["{{terminal.Authority}}"] } ]
            """);
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var start = new ProcessStartInfo(Judge.Program("prometheus"))
        {
            ArgumentList =
            {
                $"--config.file={configuration}", $"--storage.tsdb.path={Path.Combine(_folder.Path, "data")}", $"--web.listen-address=127.0.0.1:{port}",
            },
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_output)
            {
                _output.AppendLine(line.Data);
            }
        };
        _process.Start();
        _process.BeginErrorReadLine();
    }

    internal string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    internal Uri Address => _http.BaseAddress!;

    internal static async Task<Prometheus> StartAsync(Uri terminal)
    {
        var prometheus = new Prometheus(terminal);
        try
        {
            await Eventually.TrueAsync(prometheus.IsReadyAsync, () => $"Prometheus is ready.\n{prometheus.Output}");
            return prometheus;
        }
        catch
        {
            await prometheus.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many series an expression gives now; it must be one that Prometheus takes.</summary>
    internal async Task<int> CountAsync(string expression)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>($"/api/v1/query?query={Uri.EscapeDataString(expression)}");
        return answer.GetProperty("data").GetProperty("result").EnumerateArray()
            .Count(series => series.GetProperty("value")[1].GetString() != "NaN");
    }

    /// <summary>The series of one feed, second by second.</summary>
    internal async Task<IReadOnlyList<(DateTime At, double Value)>> RangeAsync(string expression, string feed, DateTime from, DateTime to)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>(
            $"/api/v1/query_range?query={Uri.EscapeDataString(expression)}&start={from:yyyy-MM-ddTHH:mm:ssZ}&end={to:yyyy-MM-ddTHH:mm:ssZ}&step=1");
        var series = answer.GetProperty("data").GetProperty("result").EnumerateArray()
            .Single(one => one.GetProperty("metric").GetProperty("feed").GetString() == feed);
        return [.. series.GetProperty("values").EnumerateArray().Select(point => (
            DateTime.UnixEpoch.AddSeconds(point[0].GetDouble()), double.Parse(point[1].GetString()!, CultureInfo.InvariantCulture)))];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await _http.GetAsync(new Uri("/-/ready", UriKind.Relative))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
