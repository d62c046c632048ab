using System.Data.Common;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Api;

/// <summary>Turns what a handler could not answer into problem details; never a stack trace.</summary>
internal sealed partial class ApiExceptions(FeedGauges feeds, ILogger<ApiExceptions> logger) : IExceptionHandler
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(2);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        await Explain(httpContext, exception).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>For answers that the framework leaves empty.</summary>
    public static Task ExplainStatusAsync(StatusCodeContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        return TypedResults.Problem(statusCode: status, detail: status switch
        {
            StatusCodes.Status404NotFound => "There is no such address; /openapi/v1.json lists them.",
            StatusCodes.Status405MethodNotAllowed => "The address takes another method; /openapi/v1.json lists them.",
            StatusCodes.Status415UnsupportedMediaType => "A body must come with a Content-Type that the address takes, mostly application/json; /openapi/v1.json has them.",
            _ => null,
        }).ExecuteAsync(context.HttpContext);
    }

    private IResult Explain(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException { InnerException: JsonException json }:
                return Body(json);
            case BadHttpRequestException bad:
                return TypedResults.Problem(bad.Message, statusCode: bad.StatusCode);
            case var _ when IsTooSlow(exception) && !HoldsTheFeeds:
                LogDatabase(context.Request.Path, exception.GetBaseException().Message);
                return TypedResults.Problem(
                    $"The answer took longer than {DatabasePools.Patience.TotalSeconds:F0} s: ask for less, such as a shorter time or fewer tickers.",
                    statusCode: StatusCodes.Status503ServiceUnavailable, title: "That took too long.");
            case var _ when IsBusy(exception):
                LogDatabase(context.Request.Path, exception.GetBaseException().Message);
                return TypedResults.Problem(
                    "All connections for screens and the API are in use. What arrives from Kafka is stored all the same; try again.",
                    statusCode: StatusCodes.Status503ServiceUnavailable, title: "Too many questions at once.");
            case var _ when IsTooSlow(exception) || IsDatabase(exception):
                LogDatabase(context.Request.Path, exception.GetBaseException().Message);
                return TypedResults.Problem(
                    "The database does not answer. What arrives from Kafka waits and is stored when it is back; try again.",
                    statusCode: StatusCodes.Status503ServiceUnavailable, title: "The database is away.");
            default:
                LogFailed(context.Request.Path, exception);
                return TypedResults.Problem(
                    "The log of the terminal says more.", statusCode: StatusCodes.Status500InternalServerError,
                    title: "Something went wrong.");
        }
    }

    /// <summary>Names the field of a body that can't be read.</summary>
    internal static ValidationProblem Body(JsonException exception)
    {
        var name = (exception.Path ?? "$").TrimStart('$').TrimStart('.').Split('[')[0];
        var arguments = new QueryArguments();
        if (name.Length == 0)
        {
            arguments.Refuse("body", "one JSON object, as /openapi/v1.json has it");
        }
        else
        {
            arguments.Refuse(name, "a field of the body with a value of its type, as /openapi/v1.json has it");
        }

        return arguments.Problem;
    }

    /// <summary>It answers nobody, so that asking for less would not help.</summary>
    private bool HoldsTheFeeds => feeds.All.Any(gauge => gauge.Current.DatabaseHeld > Hold);

    /// <summary>The database was stopped answering, by Npgsql or by a limit of its own.</summary>
    private static bool IsTooSlow(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => true,
        NpgsqlException { InnerException: TimeoutException, Message: var message } =>
            message.Contains("reading from stream", StringComparison.Ordinal),
        _ => exception.InnerException is { } inner && IsTooSlow(inner),
    };

    private static bool IsBusy(Exception exception) => exception switch
    {
        NpgsqlException { InnerException: TimeoutException, Message: var message } =>
            message.Contains("pool has been exhausted", StringComparison.Ordinal),
        _ => exception.InnerException is { } inner && IsBusy(inner),
    };

    /// <summary>No connection, none left, cut off, or nothing in it yet: not a statement that the database refuses.</summary>
    private static bool IsDatabase(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState[..2] is "08" or "28" or "3D" or "53" or "57"
            || postgres.SqlState == PostgresErrorCodes.UndefinedTable,
        NpgsqlException { InnerException: IOException or TimeoutException or SocketException } => true,
        DbException { IsTransient: true } => true,
        _ => exception.InnerException is { } inner && IsDatabase(inner),
    };

    [LoggerMessage(LogLevel.Warning, "{Path} was not answered: {Reason}")]
    private partial void LogDatabase(string path, string reason);

    [LoggerMessage(LogLevel.Error, "{Path} failed")]
    private partial void LogFailed(string path, Exception exception);
}
