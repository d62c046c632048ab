namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>A file or range can't be replayed. Each problem is a sentence that names the place.</summary>
public sealed class RecordingException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public RecordingException(string problem)
        : this([problem])
    {
    }

    public IReadOnlyList<string> Problems { get; } = problems;
}
