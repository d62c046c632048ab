using System.Globalization;
using System.Text;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Support.Samples;

/// <summary>Messages of the trades feed, good ones and ones bent in one place.</summary>
internal static class TradeMessages
{
    internal const string TradeId = "0e6fb5c2-8f5e-4a63-9d0c-0a3f7c5b7d11";

    private static readonly (string Name, string Json)[] Fields =
    [
        ("trade_id", $"\"{TradeId}\""),
        ("ticker", "\"AAPL\""),
        ("price", "189.37"),
        ("volume", "120"),
        ("side", "\"buy\""),
        ("timestamp", "\"2026-03-01T14:30:00.123Z\""),
    ];

    internal static string Valid { get; } = Of(Fields);

    /// <summary>A good message but for the named field, whose value is this JSON.</summary>
    internal static string With(string name, string json) => With((name, json));

    internal static string With(params (string Name, string Json)[] changes) => Of(Fields.Select(field =>
        changes.FirstOrDefault(change => change.Name == field.Name) is { Name: not null } changed ? changed : field));

    internal static string Without(string name) => Of(Fields.Where(field => field.Name != name));

    /// <summary>A good message with more fields after its own.</summary>
    internal static string Plus(string fields) => $"{Valid[..^1]},{fields}}}";

    /// <summary>A good message filled up with white space to this many bytes.</summary>
    internal static string Padded(int bytes) => Valid.PadRight(bytes);

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The message that parses to this trade.</summary>
    internal static byte[] Of(in Trade trade) => Utf8(string.Create(CultureInfo.InvariantCulture, $$"""
        {"trade_id":"{{trade.TradeId}}","ticker":"{{trade.Ticker}}","price":{{trade.Price}},"volume":{{trade.Volume}},"side":"{{trade.Side}}","timestamp":"{{trade.ExecutedAt:yyyy-MM-dd'T'HH:mm:ss.ffffff}}Z"}
        """));

    private static string Of(IEnumerable<(string Name, string Json)> fields) =>
        $"{{{string.Join(',', fields.Select(field => $"\"{field.Name}\":{field.Json}"))}}}";
}
