namespace TradeTerminal.Api;

/// <summary>
/// Refuses what an address does not know. A misspelt argument that is passed over would be answered with everything, as if nothing had
/// been asked.
/// </summary>
internal sealed class UnknownArguments(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Query.Count == 0 || context.GetEndpoint()?.Metadata.GetMetadata<KnownArguments>() is not { } known)
        {
            return next(context);
        }

        var arguments = new QueryArguments();
        known.Judge(context.Request.Query, arguments);
        return arguments.AreValid ? next(context) : arguments.Problem.ExecuteAsync(context);
    }
}
