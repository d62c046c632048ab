using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Extensions;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Mcp;

/// <summary>
/// Asks the API without leaving the process: an agent gets what a program gets, refused in the same words. Only questions can be
/// asked; there is no way to a command.
/// </summary>
internal sealed class InnerApi(EndpointDataSource endpoints, IServiceScopeFactory scopes, WatchlistBook watchlists)
{
    private const string Rehearsal = "/api/rules/{kind}/rehearse";

    /// <summary>GET of an address, such as <c>/api/candles</c> or <c>/api/alerts/{id}</c>.</summary>
    /// <param name="pattern">As it is mapped.</param>
    /// <param name="arguments">Of the route and of the query; those that are null are left out.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public Task<InnerAnswer> GetAsync(string pattern, Dictionary<string, string?> arguments, CancellationToken cancellationToken) =>
        AskAsync(HttpMethods.Get, pattern, arguments, null, cancellationToken);

    /// <summary>What a rule would have done; changes nothing.</summary>
    public Task<InnerAnswer> RehearseAsync(string kind, string body, CancellationToken cancellationToken) =>
        AskAsync(HttpMethods.Post, Rehearsal, new() { ["kind"] = kind }, body, cancellationToken);

    private async Task<InnerAnswer> AskAsync(
        string method, string pattern, Dictionary<string, string?> arguments, string? body, CancellationToken cancellationToken)
    {
        var endpoint = endpoints.Endpoints.OfType<RouteEndpoint>().Single(candidate =>
            candidate.RoutePattern.RawText == pattern
            && candidate.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) == true);
        await using var scope = scopes.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = cancellationToken };
        var (path, query) = (pattern, new QueryBuilder());
        foreach (var (name, value) in arguments)
        {
            if (value is null)
            {
                continue;
            }

            if (endpoint.RoutePattern.GetParameter(name) is null)
            {
                query.Add(name, value);
            }
            else
            {
                context.Request.RouteValues[name] = value;
                path = path.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
            }
        }

        context.SetEndpoint(endpoint);
        context.Request.Method = method;
        context.Request.Path = Uri.UnescapeDataString(path);
        context.Request.QueryString = query.ToQueryString();
        if (body is not null)
        {
            var sent = Encoding.UTF8.GetBytes(body);
            (context.Request.Body, context.Request.ContentLength) = (new MemoryStream(sent), sent.Length);
            context.Request.ContentType = MediaTypeNames.Application.Json;
        }

        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await RunAsync(endpoint.RequestDelegate!, context, cancellationToken);
        return new InnerAnswer(
            $"{path}{query.ToQueryString()}", context.Response.StatusCode is >= 200 and < 300,
            JsonSerializer.Deserialize<JsonElement>(answer.GetBuffer().AsSpan(0, (int)answer.Length)));
    }

    private async Task RunAsync(RequestDelegate endpoint, HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            // The same as in front of every address: list:NAME stands for its symbols.
            await new WatchlistArguments(endpoint, watchlists).InvokeAsync(context);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            context.Response.Clear();
            foreach (var handler in context.RequestServices.GetServices<IExceptionHandler>())
            {
                if (await handler.TryHandleAsync(context, exception, cancellationToken))
                {
                    return;
                }
            }

            throw;
        }
    }
}

/// <summary>What the API said.</summary>
/// <param name="Address">Path and query that give the same.</param>
/// <param name="IsGood">It is an answer to the question.</param>
/// <param name="Body">Problem details where it is not.</param>
internal sealed record InnerAnswer(string Address, bool IsGood, JsonElement Body);
