using System.Net.Sockets;
using Npgsql;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Tests.Feeds;

public sealed class FailureClassTests
{
    public static TheoryData<Exception> Lost => new()
    {
        new NpgsqlException("away"),
        new SocketException(),
        new IOException(),
        new TimeoutException(),
        new InvalidOperationException("EF Core says this of a server that is away", new NpgsqlException("away", new SocketException())),
        new InvalidOperationException("EF Core says this of a deadlock", new NpgsqlException("x", Postgres("40P01"))),
        new AggregateException(new NpgsqlException("away")),
    };

    [Theory]
    [InlineData("40001", FailureClass.Transient)]
    [InlineData("40P01", FailureClass.Transient)]
    [InlineData("53100", FailureClass.Transient)]
    [InlineData("53300", FailureClass.Transient)]
    [InlineData("57P01", FailureClass.Transient)]
    [InlineData("57P03", FailureClass.Transient)]
    [InlineData("08006", FailureClass.Transient)]
    [InlineData("25006", FailureClass.Transient)]
    [InlineData("55P03", FailureClass.Transient)]
    [InlineData("22003", FailureClass.Data)]
    [InlineData("22021", FailureClass.Data)]
    [InlineData("23514", FailureClass.Data)]
    [InlineData("23502", FailureClass.Data)]
    [InlineData("42P01", FailureClass.Programming)]
    [InlineData("42703", FailureClass.Programming)]
    [InlineData("42501", FailureClass.Programming)]
    internal void Classify_SqlState_AsTheDesignSays(string sqlState, FailureClass expected)
    {
        Assert.Equal(expected, Failures.Classify(Postgres(sqlState)));
        Assert.Equal(expected, Failures.Classify(new InvalidOperationException("wrapped", Postgres(sqlState))));
    }

    [Fact]
    public void Classify_FigureNoDecimalHolds_IsTheDatas() => Assert.Equal(FailureClass.Data, Failures.Classify(new OverflowException()));

    [Theory]
    [MemberData(nameof(Lost), DisableDiscoveryEnumeration = true)]
    public void Classify_ServerAway_IsTransient(Exception exception)
    {
        Assert.Equal(FailureClass.Transient, Failures.Classify(exception));
    }

    [Fact]
    public void Classify_OurOwnFault_IsProgramming()
    {
        Assert.Equal(FailureClass.Programming, Failures.Classify(new InvalidOperationException()));
        Assert.Equal(FailureClass.Programming, Failures.Classify(new ArgumentException("", new InvalidCastException())));
    }

    private static PostgresException Postgres(string sqlState) => new("message", "ERROR", "ERROR", sqlState);
}
