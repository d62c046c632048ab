using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>Events in the order of their time, every one of them judged by the rules of the feed.</summary>
internal sealed record Recording(ReplayFormat Format, RecordingSource Source, ImmutableArray<RecordedEvent> Events)
{
    /// <summary>Held in memory from start to end; a longer file or range is refused.</summary>
    public const int MostEvents = 500_000;

    /// <summary>What a person should know before it starts.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The same for the same events of the same feed, wherever they were read from.</summary>
    public string ContentHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Format.Feed));
        foreach (var recorded in Events)
        {
            // A zero is in no JSON text, so no two lists of messages run together to the same bytes.
            hash.AppendData([0]);
            hash.AppendData(recorded.Value);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
