namespace TradeTerminal.Ops;

/// <summary>
/// Refuses what comes while the terminal ends. A browser whose circuit is closed comes back within milliseconds, and
/// the WebSocket it opens then would be closed by nobody: the host would wait for it until its limit of 30 s.
/// </summary>
internal sealed class Closing(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    private const string ComeBackSeconds = "2";

    public Task InvokeAsync(HttpContext context)
    {
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return next(context);
        }

        context.Response.Headers.RetryAfter = ComeBackSeconds;
        // What browsers heed where they show the answer as a page.
        context.Response.Headers["Refresh"] = ComeBackSeconds;
        return TypedResults.Problem(
            "It takes no requests any more. Ask again when it has been started.",
            statusCode: StatusCodes.Status503ServiceUnavailable, title: "The terminal is ending.").ExecuteAsync(context);
    }
}
