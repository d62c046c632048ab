using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Benchmarks.Measure;

/// <summary>The terminal with its embedded servers and its producer, and a real browser, on one machine: hence one clock.</summary>
internal sealed class LiveTerminal : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private TerminalProcess? _process;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private HttpClient? _http;

    public IBrowser Browser => _browser!;

    public HttpClient Http => _http!;

    public Uri Address => _process!.Address;

    public int ProcessId => _process!.Id;

    public PostgresFolder Database => new(DataFolder);

    private string DataFolder => _folder.File("data");

    /// <param name="settings">As in the contract, with colons.</param>
    /// <param name="assembly">Of another build; this one's if null.</param>
    public static async Task<LiveTerminal> StartAsync(IEnumerable<KeyValuePair<string, string>>? settings = null, string? assembly = null)
    {
        var live = await StartAloneAsync(assembly, settings ?? []);
        live._playwright = await Playwright.CreateAsync();
        live._browser = await live._playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = Chromium.Arguments });
        return live;
    }

    /// <summary>Without a browser, and with nothing that starts by itself unless asked for.</summary>
    public static Task<LiveTerminal> StartAloneAsync(params IEnumerable<KeyValuePair<string, string>> settings) =>
        StartAloneAsync(null, settings);

    private static async Task<LiveTerminal> StartAloneAsync(string? assembly, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var live = new LiveTerminal();
        var all = new Dictionary<string, string>(settings) { ["Terminal:DataDirectory"] = live.DataFolder };
        all.TryAdd("Producer:AutoStart", "false");
        live._process = await TerminalProcess.StartAsync(all, TimeSpan.FromMinutes(3), assembly: assembly);
        live._http = new HttpClient { BaseAddress = live.Address };
        return live;
    }

    /// <summary>Sends so many trades a second from here on.</summary>
    public async Task ProduceAsync(int rate)
    {
        using var answer = await Http.PostAsJsonAsync("api/producer/start", new { rate, seed = 7 });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Stops every producer.</summary>
    public async Task SilenceAsync()
    {
        foreach (var producer in (await Http.GetFromJsonAsync<JsonElement>("api/producers")).EnumerateArray())
        {
            using var answer = await Http.PostAsync(
                new Uri($"api/producers/{producer.GetProperty("name").GetString()}/stop", UriKind.Relative), null);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>A page in a browser profile of its own, 1440 × 900.</summary>
    public async Task<IPage> OpenAsync(string path)
    {
        var context = await Browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        // The tour of a first visit would lie over what is measured.
        await context.AddInitScriptAsync("location.protocol === 'http:' && localStorage.setItem('tour', 'seen')");
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(new Uri(Address, path).AbsoluteUri);
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _http?.Dispose();
        if (_process is not null)
        {
            await _process.StopAsync();
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }
}
