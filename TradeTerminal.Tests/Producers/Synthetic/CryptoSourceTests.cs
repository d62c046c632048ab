using TradeTerminal.Producers.Synthetic;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Producers.Synthetic;

/// <summary>Against a server of the tests' own, which is what decides how long anything takes.</summary>
public sealed class CryptoSourceTests : IAsyncLifetime
{
    private PriceServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await PriceServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Latest_MarketAnswers_FollowsIt()
    {
        _server.Answer("""{"price":"87123.45"}""");
        using var source = Source();

        await UntilAsync(source, () => source.Latest?.Price == 87_123.45m);
        Assert.Null(source.Problem);
        var first = source.Latest!;
        _server.Answer("""{"price":88000}""");
        await UntilAsync(source, () => source.Latest?.Price == 88_000);
        Assert.True(source.Latest!.At >= first.At);
    }

    [Theory]
    [InlineData("""{"price":1}""", 503, "503")]
    [InlineData("<html>", 200, "no JSON")]
    [InlineData("", 200, "no JSON")]
    [InlineData("""{"price":null}""", 200, "no price")]
    [InlineData("""{"price":0}""", 200, "no price")]
    [InlineData("""{"price":-5}""", 200, "no price")]
    [InlineData("""{"price":99999999999}""", 200, "no price")]
    [InlineData("""{"error":"limit"}""", 200, "no price")]
    public async Task Latest_MarketFailsAndComesBack_KeepsTheLastGoodPrice(string body, int status, string problem)
    {
        _server.Answer("""{"price":87123.45}""");
        using var source = Source();
        await UntilAsync(source, () => source.Latest is not null);
        var good = source.Latest!;

        _server.Answer(body, status);
        await UntilAsync(source, () => source.Problem is not null);
        Assert.Contains(problem, source.Problem, StringComparison.Ordinal);
        Assert.Equal(good.Price, source.Latest!.Price);
        var kept = source.Latest;
        var asked = _server.Asked;
        await UntilAsync(source, () => _server.Asked > asked + 1);
        Assert.Same(kept, source.Latest);

        _server.Answer("""{"price":90000}""");
        await UntilAsync(source, () => source.Latest!.Price == 90_000);
        await UntilAsync(source, () => source.Problem is null);
    }

    [Fact]
    public async Task Latest_MarketHangs_GivesUpAndAsksAgain()
    {
        _server.Hang();
        using var source = Source(timeout: TimeSpan.FromMilliseconds(100));

        await UntilAsync(source, () => source.Problem is not null);
        Assert.Contains("within 0.1 s", source.Problem, StringComparison.Ordinal);
        Assert.Null(source.Latest);
        _server.Answer("""{"price":90000}""");
        await UntilAsync(source, () => source.Latest is not null);
    }

    [Fact]
    public async Task Latest_AnswerWithoutEnd_IsNotReadIntoMemory()
    {
        _server.Answer(async context =>
        {
            var spaces = new byte[64 * 1024];
            Array.Fill(spaces, (byte)' ');
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(spaces, context.RequestAborted);
            }
        });
        using var source = Source(timeout: TimeSpan.FromSeconds(30));

        await UntilAsync(source, () => source.Problem is not null);
        Assert.DoesNotContain("within", source.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Latest_NobodyListens_SaysSo()
    {
        var url = _server.Url;
        await _server.DisposeAsync();
        using var source = Source(url: url);

        await UntilAsync(source, () => source.Problem is not null);
        Assert.Null(source.Latest);
    }

    [Fact]
    public async Task Dispose_QuestionUnderWay_EndsAtOnceAndAsksNoMore()
    {
        _server.Hang();
        var source = Source(timeout: TimeSpan.FromMinutes(5));
        await UntilAsync(source, () => _server.Asked == 1);

        source.Dispose();

        Assert.Null(source.Latest);
        Assert.Equal(1, _server.Asked);
    }

    private CryptoSource Source(TimeSpan? timeout = null, string? url = null)
    {
        Assert.True(JsonPath.TryParse("price", out var path));
        var options = new CryptoOptions { PollInterval = TimeSpan.FromMilliseconds(20), Timeout = timeout ?? TimeSpan.FromSeconds(30) };
        return new CryptoSource(new Uri(url ?? _server.Url), path, options, TimeProvider.System);
    }

    private static Task UntilAsync(CryptoSource source, Func<bool> reached) =>
        Eventually.TrueAsync(reached, () => $"latest {source.Latest}, problem {source.Problem}");
}
