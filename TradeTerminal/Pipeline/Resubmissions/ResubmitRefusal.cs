namespace TradeTerminal.Pipeline.Resubmissions;

/// <summary>Why a message is not sent again.</summary>
internal enum ResubmitRefusal
{
    /// <summary>There is no such reject; perhaps it is no longer kept.</summary>
    Missing,

    /// <summary>It was sent before, or is not what was confirmed.</summary>
    Conflict,

    /// <summary>What is given in its place can't be taken.</summary>
    Invalid,

    /// <summary>Kafka, or the feed, is not there now.</summary>
    Away,
}

/// <summary>Nothing was sent. The message says what to do.</summary>
internal sealed class ResubmitRefusedException(ResubmitRefusal refusal, string message) : Exception(message)
{
    public ResubmitRefusal Refusal { get; } = refusal;
}
