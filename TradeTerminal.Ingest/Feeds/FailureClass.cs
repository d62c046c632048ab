using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>What a failed write calls for.</summary>
internal enum FailureClass
{
    /// <summary>Keep the batch, wait, try again.</summary>
    Transient,

    /// <summary>A row that the database or our arithmetic refuses: halve the batch until it is alone.</summary>
    Data,

    /// <summary>The schema or the code is wrong: stop and say so.</summary>
    Programming,
}

internal static class Failures
{
    public static FailureClass Classify(Exception exception)
    {
        if (Postgres(exception) is not { } postgres)
        {
            // A sum or a quotient that no decimal holds: what it was made of is in the batch.
            if (Chain(exception).Any(cause => cause is ArithmeticException))
            {
                return FailureClass.Data;
            }

            return Chain(exception).Any(cause => cause is DbException or IOException or SocketException or TimeoutException)
                ? FailureClass.Transient
                : FailureClass.Programming;
        }

        return postgres.SqlState[..2] switch
        {
            "22" or "23" => FailureClass.Data,
            "42" => FailureClass.Programming,
            _ => FailureClass.Transient,
        };
    }

    /// <summary>What the server said; EF Core wraps it, twice when it takes it for transient.</summary>
    public static PostgresException? Postgres(Exception exception) =>
        Chain(exception).OfType<PostgresException>().FirstOrDefault();

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
