using System.Globalization;
using TradeTerminal.Producers.Replay.Recordings;

namespace TradeTerminal.Producers.Replay;

/// <summary>What to replay, as a person types it. Times are UTC.</summary>
internal sealed class ReplayEntry
{
    public string Feed { get; set; } = "indices";

    /// <summary>A stored range, not a file.</summary>
    public bool IsRange { get; set; }

    public DateTime? From { get; set; }

    public DateTime? To { get; set; }

    public string Speed { get; set; } = "1";

    public bool ShiftToNow { get; set; }

    /// <summary>Nothing is sent until it is resumed or stepped.</summary>
    public bool StartsPaused { get; set; }

    /// <summary>What is wrong, each saying what to do; empty when all is well.</summary>
    /// <param name="fileBytes">Of the chosen file; null when none is chosen.</param>
    public IReadOnlyList<string> Problems(long? fileBytes)
    {
        var problems = new List<string>();
        if (!ReplaySpeed.TryParse(Speed, out _))
        {
            problems.Add($"Give a speed: {ReplaySpeed.Rule}.");
        }

        if (IsRange && (From is null || To is null || From >= To))
        {
            problems.Add("Give a start and a later end.");
        }

        if (!IsRange && fileBytes is null)
        {
            problems.Add("Choose a CSV file.");
        }

        if (!IsRange && fileBytes > RecordingFile.LargestBytes)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"Choose a file of at most {RecordingFile.LargestBytes >> 20} MB."));
        }

        return problems;
    }
}
