using Confluent.Kafka;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Tests.Kafka;

public sealed class ConnectionProblemTests
{
    private static readonly KafkaException TimedOut = new(new Error(ErrorCode.Local_TimedOut, "Local: Timed out"));

    [Theory]
    [InlineData(ErrorCode.Local_Authentication, "SASL authentication error: bad password", "refuses to let us in: SASL authentication error: bad password. Check Kafka:Client:sasl_mechanism")]
    [InlineData(ErrorCode.Local_Ssl, "certificate verify failed", "no TLS connection to b:9093: certificate verify failed. Check Kafka:Client:security_protocol")]
    [InlineData(ErrorCode.Local_Resolve, "no such host", "is not known here: no such host. Check Kafka:BootstrapServers")]
    [InlineData(ErrorCode.Local_Transport, "Connect to 127.0.0.1:1 failed: Connection refused", "no answer from b:9093: Connect to 127.0.0.1:1 failed: Connection refused")]
    public void Of_ClientSaysWhy_IsSaidInItsWords(ErrorCode code, string reason, string expected) =>
        Assert.Contains(expected, ConnectionProblem.Of("b:9093", TimedOut, new Error(code, reason)), StringComparison.Ordinal);

    [Fact]
    public void Of_BrokerRefuses_IsItsAnswer() => Assert.Equal(
        "b:9093: Broker: Topic authorization failed",
        ConnectionProblem.Of("b:9093", new KafkaException(new Error(ErrorCode.TopicAuthorizationFailed)), new Error(ErrorCode.Local_Transport, "earlier")));

    [Fact]
    public void Of_NothingSaid_IsNoAnswer() => Assert.StartsWith("no answer from b:9093: ", ConnectionProblem.Of("b:9093", TimedOut, null), StringComparison.Ordinal);
}
