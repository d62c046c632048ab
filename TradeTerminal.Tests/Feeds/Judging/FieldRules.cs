namespace TradeTerminal.Tests.Feeds.Judging;

/// <summary>Values of the kinds of fields that the feeds share, with the reason each is given.</summary>
internal static class FieldRules
{
    internal static IEnumerable<(string Reason, string Json)> BadSymbols { get; } =
    [
        ("wrong_type", "7203"),
        ("symbol", "\"\""),
        ("symbol", "\" AAPL\""),
        ("symbol", "\"0123456789ABCDEFG\""),
        ("symbol", "\"<b>\""),
        ("symbol", "\"=cmd()\""),
        ("symbol", "\"\\u202eLPAA\""),
        ("symbol", "\"\\ud83d\\ude80\""),
        ("symbol", "\"ÄAPL\""),
    ];

    internal static IEnumerable<(string Reason, string Json)> BadPrices { get; } =
    [
        ("range", "0"),
        ("range", "-0"),
        .. BadDigits,
        ("range", "-1.5"),
        ("range", "\"-1\""),
    ];

    /// <summary>For any number with the digits of a price.</summary>
    internal static IEnumerable<(string Reason, string Json)> BadDigits =>
    [
        ("range", "0.0000000000000001"),
        ("range", "1.0000000000000000"),
        ("range", "10000000000"),
        ("range", "1e400"),
        ("range", "1.0000000000000000000000000000000000000001"),
        ("wrong_type", "\"\""),
        ("wrong_type", "\"ten\""),
        ("wrong_type", "\"NaN\""),
        ("wrong_type", "\" 10\""),
        ("wrong_type", "\"1,000\""),
        ("json", "NaN"),
        ("json", "1."),
    ];

    internal static IEnumerable<(string Reason, string Json)> BadVolumes { get; } =
    [
        .. BadDigits,
        ("range", "-1"),
        ("range", "1.000000001"),
    ];

    internal static IEnumerable<(string Reason, string Json)> BadCounts { get; } =
    [
        ("wrong_type", "1.5"),
        ("wrong_type", "1e-1"),
        ("wrong_type", "\"120\""),
        ("range", "-1"),
        ("range", "-1.0"),
        ("range", "9007199254740993"),
        ("range", "1e16"),
        ("range", "1e400"),
        ("range", new string('9', 100)),
    ];

    internal static IEnumerable<(string Json, long Value)> GoodCounts { get; } =
    [
        ("1", 1),
        ("1234.0", 1234),
        ("1234.000", 1234),
        ("1.2e3", 1200),
        ("9007199254740992", 1L << 53),
    ];

    internal static IEnumerable<(string Reason, string Json)> BadMilliseconds { get; } =
    [
        .. BadIsoTimes,
        ("timestamp", "-1"),
        ("timestamp", "1772375400123.5"),
        ("timestamp", "\"1772375400123.5\""),
        ("timestamp", "1772377500001"),
        ("timestamp", "253402300800000"),
        ("timestamp", "1e400"),
        ("timestamp", "\" 1772375400123\""),
    ];

    internal static IEnumerable<(string Json, DateTime Value)> GoodMilliseconds { get; } =
    [
        ("0", DateTime.UnixEpoch),
        ("1772375400123", At(123_000)),
        ("\"1772375400123\"", At(123_000)),
        ("1772375400123.0", At(123_000)),
        ("1.772375400123e12", At(123_000)),
        ("1772377500000", new DateTime(2026, 3, 1, 15, 5, 0, DateTimeKind.Utc)),
        .. GoodIsoTimes,
    ];

    internal static IEnumerable<(string Reason, string Json)> BadSeconds { get; } =
    [
        .. BadIsoTimes,
        ("timestamp", "-0.5"),
        ("timestamp", "1772375400123"),
        ("timestamp", "1772377500.000001"),
        ("timestamp", "1772375400.123456789"),
        ("timestamp", "1e400"),
        ("timestamp", "\"now\""),
    ];

    internal static IEnumerable<(string Json, DateTime Value)> GoodSeconds { get; } =
    [
        ("0", DateTime.UnixEpoch),
        ("1772375400", At(0)),
        ("1772375400.123456", At(123_456)),
        ("1772375400.1234567", At(123_456)),
        ("1772375400.12345699", At(123_456)),
        ("1.7723754e9", At(0)),
        ("\"1772375400.5\"", At(500_000)),
        .. GoodIsoTimes,
    ];

    /// <summary>Bad in every feed, also where numbers are taken.</summary>
    internal static IEnumerable<(string Reason, string Json)> BadIsoTimes =>
    [
        ("timestamp", "\"\""),
        ("timestamp", "\"yesterday\""),
        ("timestamp", "\"2026-03-01\""),
        ("timestamp", "\"2026-03-01 14:30:00\""),
        ("timestamp", "\"2026-02-31T14:30:00Z\""),
        ("timestamp", "\"1969-12-31T23:59:59Z\""),
        ("timestamp", "\"9999-12-31T23:59:59Z\""),
        ("timestamp", "\"2026-03-01T15:05:00.000001Z\""),
    ];

    internal static IEnumerable<(string Json, DateTime Value)> GoodIsoTimes =>
    [
        ("\"2026-03-01T14:30:00Z\"", At(0)),
        ("\"2026-03-01T14:30:00.123456789\"", At(123_456)),
        ("\"2026-03-01T16:30:00.5+02:00\"", At(500_000)),
    ];

    private static DateTime At(int microseconds) =>
        new DateTime(2026, 3, 1, 14, 30, 0, DateTimeKind.Utc).AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
