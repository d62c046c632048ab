using Confluent.Kafka;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Kafka;

public sealed class ConnectionProblemTests
{
    private static readonly KafkaException TimedOut = new(new Error(ErrorCode.Local_TimedOut, "Local: Timed out"));

    [Theory]
    [InlineData(ErrorCode.Local_Authentication, "SASL authentication error: bad password", "refuses to let us in: SASL authentication error: bad password. Check Kafka:Client:sasl_mechanism")]
    [InlineData(ErrorCode.Local_Ssl, "certificate verify failed", "no TLS connection to b:9093: certificate verify failed. Check Kafka:Client:security_protocol")]
    [InlineData(ErrorCode.Local_Resolve, "no such host", "is not known here: no such host. Check Kafka:BootstrapServers")]
    [InlineData(ErrorCode.Local_Transport, "Connect to 127.0.0.1:1 failed: Connection refused", "no answer from b:9093: Connect to 127.0.0.1:1 failed: Connection refused. Check Kafka:BootstrapServers and Kafka:Client:security_protocol")]
    public void Of_ClientSaysWhy_IsSaidInItsWords(ErrorCode code, string reason, string expected) =>
        Assert.Contains(expected, ConnectionProblem.Of("b:9093", TimedOut, new Error(code, reason)), StringComparison.Ordinal);

    [Fact]
    public void Of_AnswerThatCannotBeRead_IsNotCalledSilence() => Assert.Equal(
        "the answer of b:9093 can't be read: Local: Bad message format",
        ConnectionProblem.Of("b:9093", new KafkaException(new Error(ErrorCode.Local_BadMsg)), null));

    [Fact]
    public void Of_BrokerRefuses_IsItsAnswer() => Assert.Equal(
        "b:9093: Broker: Topic authorization failed",
        ConnectionProblem.Of("b:9093", new KafkaException(new Error(ErrorCode.TopicAuthorizationFailed)),
            new Error(ErrorCode.Local_Transport, "earlier")));

    /// <summary>What librdkafka says of its connections, with a name that no resolver asks anyone about and a port where nobody
    /// listens.</summary>
    [Theory]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx:9092", "the name of ", "is not known here: ")]
    [InlineData("127.0.0.1:1", "no answer from 127.0.0.1:1: ", "Connection refused")]
    public async Task Of_ClientWithoutABroker_SaysWhatIsWrongOfTheAddress(string servers, string begins, string has)
    {
        Error? said = null;
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers })
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, error) => said = error.Code == ErrorCode.Local_AllBrokersDown ? said : error)
            .Build();

        var exception = Assert.Throws<KafkaException>(() => admin.GetMetadata(TimeSpan.FromSeconds(2)));
        await Eventually.TrueAsync(() => said is not null, () => "The client says why");

        var problem = ConnectionProblem.Of(servers, exception, said);
        Assert.StartsWith(begins, problem, StringComparison.Ordinal);
        Assert.Contains(has, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NothingSaid_IsNoAnswer() =>
        Assert.StartsWith("no answer from b:9093: ", ConnectionProblem.Of("b:9093", TimedOut, null), StringComparison.Ordinal);
}
