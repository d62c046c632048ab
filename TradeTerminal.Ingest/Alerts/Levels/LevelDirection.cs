using System.Text.Json.Serialization;

namespace TradeTerminal.Ingest.Alerts.Levels;

/// <summary>From which side a price has to come. Above and below are strict; crosses is reaching or passing it from either side.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LevelDirection>))]
public enum LevelDirection : byte
{
    [JsonStringEnumMemberName("above")]
    Above,

    [JsonStringEnumMemberName("below")]
    Below,

    [JsonStringEnumMemberName("crosses")]
    Crosses,
}

public static class LevelDirections
{
    private static readonly string[] Codes = ["above", "below", "crosses"];

    public static IReadOnlyList<string> All => Codes;

    public static string Code(this LevelDirection direction) => Codes[(int)direction];

    public static bool TryParse(string? code, out LevelDirection direction)
    {
        var index = Array.FindIndex(Codes, known => known.Equals(code, StringComparison.OrdinalIgnoreCase));
        direction = (LevelDirection)Math.Max(0, index);
        return index >= 0;
    }
}
