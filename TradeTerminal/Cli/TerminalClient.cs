using System.Net;
using System.Text.Json;

namespace TradeTerminal.Cli;

/// <summary>Talks to a running terminal over its API.</summary>
internal sealed class TerminalClient : IDisposable
{
    /// <summary>A stop waits for acknowledgements, and a long range takes a while to read.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly Uri _address;
    private readonly HttpClient _http;

    public TerminalClient(Uri address)
    {
        _address = address;
        _http = new HttpClient { BaseAddress = address, Timeout = Timeout };
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false)).Body;

    public async Task<JsonElement> PostAsync(string path, HttpContent? content, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Post, path, content, cancellationToken).ConfigureAwait(false)).Body;

    /// <summary>Also what is answered with 503, but by one that is ending: that has no parts to tell of.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> GetHealthAsync(CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, "health/ready", null, cancellationToken, HttpStatusCode.ServiceUnavailable)
            .ConfigureAwait(false);
        return body.ValueKind == JsonValueKind.Object && body.TryGetProperty("parts", out _) ? (status, body) : throw Refused(status, body.GetRawText());
    }

    public async Task<string> GetTextAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await AskAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? text : throw Refused(response.StatusCode, text);
    }

    /// <summary>Line by line, however long it is; gives their number.</summary>
    public async Task<long> CopyLinesAsync(string path, TextWriter output, CancellationToken cancellationToken)
    {
        using var response = await AskAsync(HttpMethod.Get, path, null, cancellationToken, HttpCompletionOption.ResponseHeadersRead)
            .ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw Refused(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
        }

        var lines = 0L;
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
            while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                await output.WriteAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
                await output.WriteAsync("\n".AsMemory(), cancellationToken).ConfigureAwait(false);
                lines++;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException)
        {
            throw new CommandException(ExitCode.Problem, $"The answer was cut off after {lines} lines: {exception.Message}");
        }

        return lines;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken, HttpStatusCode? also = null)
    {
        using var response = await AskAsync(method, path, content, cancellationToken).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return (response.IsSuccessStatusCode || response.StatusCode == also) && TryParse(text, out var body)
            ? (response.StatusCode, body)
            : throw Refused(response.StatusCode, text);
    }

    private async Task<HttpResponseMessage> AskAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken,
        HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        try
        {
            return await _http.SendAsync(request, until, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw new CommandException(
                ExitCode.Problem,
                $"No terminal answers at {_address} ({exception.Message}). Start one with ./run.sh, or name another with --url.");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandException(ExitCode.Problem,
                $"The terminal at {_address} does not answer within {Timeout.TotalMinutes} minutes.");
        }
    }

    private CommandException Refused(HttpStatusCode status, string text)
    {
        if (!TryParse(text, out var problem) || problem.ValueKind != JsonValueKind.Object)
        {
            return new CommandException(ExitCode.Problem, $"What answers at {_address} is no terminal: it gave {(int)status}.");
        }

        var isUsage = status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound && !IsAboutRecording(problem);
        return new CommandException(isUsage ? ExitCode.Usage : ExitCode.Problem, Words(problem, status)) { Details = problem };
    }

    /// <summary>A file with a wrong line: the arguments were right.</summary>
    private static bool IsAboutRecording(JsonElement problem) =>
        problem.TryGetProperty("errors", out var errors) && errors.TryGetProperty("recording", out _);

    private static string Words(JsonElement problem, HttpStatusCode status)
    {
        if (problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object)
        {
            return string.Join(Environment.NewLine, errors.EnumerateObject().SelectMany(error => error.Value.EnumerateArray()));
        }

        return problem.TryGetProperty("detail", out var detail) ? detail.ToString() : $"The terminal answers {(int)status}.";
    }

    private static bool TryParse(string text, out JsonElement json)
    {
        try
        {
            json = JsonSerializer.Deserialize<JsonElement>(text);
            return true;
        }
        catch (JsonException)
        {
            json = default;
            return false;
        }
    }
}
