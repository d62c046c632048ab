using System.Collections.Immutable;

namespace TradeTerminal.Pipeline.Minutes;

/// <summary>How much of the past a picture shows, and in what steps.</summary>
/// <param name="Name">In addresses and in words.</param>
/// <param name="Step">Of one column.</param>
/// <param name="Columns">How many there are.</param>
public sealed record PipelineSpan(string Name, TimeSpan Step, int Columns)
{
    public static readonly PipelineSpan Hour = new("hour", TimeSpan.FromMinutes(1), 60);

    public static readonly PipelineSpan Day = new("day", TimeSpan.FromMinutes(15), 96);

    public static readonly PipelineSpan Week = new("week", TimeSpan.FromHours(2), 84);

    public static ImmutableArray<PipelineSpan> All { get; } = [Hour, Day, Week];

    public TimeSpan Length => Step * Columns;

    /// <summary>Null for a name that none has.</summary>
    public static PipelineSpan? Find(string? name) =>
        All.FirstOrDefault(span => span.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
