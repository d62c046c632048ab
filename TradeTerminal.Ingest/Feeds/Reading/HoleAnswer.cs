using Confluent.Kafka;
using TradeTerminal.Ingest.Changes;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>What the log holds where nothing was read, as a second reader finds it from the hole's first offset on.</summary>
internal sealed class HoleAnswer(OffsetRange hole)
{
    /// <summary>All there is to know is known: it came past the hole, or never will.</summary>
    public bool IsOver { get; private set; }

    /// <summary>It came past the hole. The rest of it may have been deleted meanwhile; then nobody can tell.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Messages inside the hole.</summary>
    public long Found { get; private set; }

    /// <summary>Offset of the last of them.</summary>
    public long Last { get; private set; } = -1;

    public void Take(ErrorCode error, long offset)
    {
        if (IsOver)
        {
            return;
        }

        switch (error)
        {
            case ErrorCode.NoError when offset < hole.To:
                Found++;
                Last = offset;
                IsOver = IsWhole = offset == hole.To - 1;
                break;
            case ErrorCode.NoError:
                IsOver = IsWhole = true;
                break;
            case ErrorCode.Local_PartitionEOF:
                IsOver = true;
                IsWhole = offset >= hole.To;
                break;
            case ErrorCode.Local_AutoOffsetReset:
                IsOver = true;
                break;
            default:
                // Others pass by themselves, or the time runs out.
                break;
        }
    }
}
