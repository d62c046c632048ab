using System.Text.Json;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// Asks one address for one price, again and again until disposed. The last good price is kept whatever
/// happens; after a failure it asks again sooner, first after a second, then twice as late each time until it is
/// at its own pace. Only what it knows at the moment can be read from outside.
/// </summary>
internal sealed class CryptoSource : IDisposable
{
    /// <summary>More than any answer with a price in it needs.</summary>
    private const int LargestAnswer = 1024 * 1024;

    private const decimal LargestPrice = 9_999_999_999m;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http = new() { MaxResponseContentBufferSize = LargestAnswer, Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _address;
    private readonly JsonPath _path;
    private readonly CryptoOptions _options;
    private readonly TimeProvider _time;
    private readonly Task _asking;
    private RealPrice? _latest;
    private string? _problem;

    public CryptoSource(Uri address, JsonPath path, CryptoOptions options, TimeProvider time)
    {
        (_address, _path, _options, _time) = (address, path, options, time);
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("TradeTerminal");
        _asking = AskAsync();
    }

    public RealPrice? Latest => Volatile.Read(ref _latest);

    /// <summary>Why the last question got no price; null when it got one.</summary>
    public string? Problem => Volatile.Read(ref _problem);

    /// <summary>Gives up a question that is under way.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _asking.GetAwaiter().GetResult();
        _stop.Dispose();
        _http.Dispose();
    }

    private async Task AskAsync()
    {
        try
        {
            for (var failures = 0; ;)
            {
                var problem = await TryAskAsync().ConfigureAwait(false);
                Volatile.Write(ref _problem, problem);
                failures = problem is null ? 0 : failures + 1;
                await Task.Delay(failures == 0 ? _options.PollInterval : Retry(failures), _time, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    /// <summary>Never later than the next question would be anyway.</summary>
    private TimeSpan Retry(int failures)
    {
        var wait = FirstRetry * Math.Pow(2, Math.Min(failures - 1, 16));
        return wait < _options.PollInterval ? wait : _options.PollInterval;
    }

    private async Task<string?> TryAskAsync()
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
        try
        {
            using var response = await _http.GetAsync(_address, limit.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                return $"{_address.Host} answers {(int)response.StatusCode}";
            }

            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false));
            if (!_path.TryRead(answer.RootElement, out var price) || decimal.Round(price, 8) is <= 0 or > LargestPrice)
            {
                return $"there is no price in the answer of {_address.Host}";
            }

            Volatile.Write(ref _latest, new RealPrice(decimal.Round(price, 8), _time.GetUtcNow()));
            return null;
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return $"{_address.Host} does not answer within {_options.Timeout.TotalSeconds} s";
        }
        catch (JsonException)
        {
            return $"the answer of {_address.Host} is no JSON";
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
    }
}
