using Confluent.Kafka;

namespace TradeTerminal.Ingest.Kafka;

/// <summary>Why a cluster can't be used, in words that say what to do.</summary>
internal static class ConnectionProblem
{
    /// <param name="servers">Where it was looked for.</param>
    /// <param name="exception">What a call ended with; a time that is over says nothing of the cause.</param>
    /// <param name="clientError">What the client last said of its connections; null when it said nothing.</param>
    public static string Of(string servers, Exception exception, Error? clientError) => clientError?.Code switch
    {
        // What a broker itself said is an answer, such as that a right is missing.
        _ when exception is KafkaException { Error.IsLocalError: false } => $"{servers}: {exception.Message}",
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed =>
            $"{servers} refuses to let us in: {clientError.Reason}. Check Kafka:Client:sasl_mechanism, sasl_username and sasl_password",
        ErrorCode.Local_Ssl =>
            $"no TLS connection to {servers}: {clientError.Reason}. Check Kafka:Client:security_protocol and ssl_ca_location",
        ErrorCode.Local_Resolve => $"the name of {servers} is not known here: {clientError.Reason}. Check Kafka:BootstrapServers",
        // An answer came, and the client can make nothing of it.
        _ when exception is KafkaException { Error.Code: ErrorCode.Local_BadMsg or ErrorCode.Local_Inconsistent } =>
            $"the answer of {servers} can't be read: {exception.Message}",
        ErrorCode.Local_Transport =>
            $"no answer from {servers}: {clientError.Reason}. Check Kafka:BootstrapServers and Kafka:Client:security_protocol",
        null => $"no answer from {servers}: {exception.Message}",
        _ => $"no answer from {servers}: {clientError.Reason}",
    };
}
