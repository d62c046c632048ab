namespace TradeTerminal.Tests.Feeds.Judging;

/// <summary>Values of the kinds of fields that the feeds share, with the reason each is given.</summary>
internal static class FieldRules
{
    internal const string SymbolPattern = @"^(?! )[A-Z0-9._/:=^+&#@!$ -]{1,32}(?<! )$";
    internal const decimal Least = 0.000000000000000001m;
    internal const decimal Most = 9_999_999_999.999999999999999999m;

    internal static IEnumerable<(string Reason, string Json)> BadSymbols { get; } =
    [
        ("wrong_type", "7203"),
        ("symbol", "\"\""),
        ("symbol", "\" AAPL\""),
        ("symbol", $"\"{new string('A', 33)}\""),
        ("symbol", "\"AAPL \""),
        ("symbol", "\"AAPL,MSFT\""),
        ("symbol", "\"<b>\""),
        ("symbol", "\"=cmd()\""),
        ("symbol", "\"\\u202eLPAA\""),
        ("symbol", "\"\\ud83d\\ude80\""),
        ("symbol", "\"ÄAPL\""),
    ];

    /// <summary>What markets call things.</summary>
    internal static IEnumerable<(string Json, string Symbol)> GoodSymbols { get; } =
    [
        ("\"SPY   260417C00500000\"", "SPY   260417C00500000"),
        ("\"^gspc\"", "^GSPC"),
        ("\"BTC/USDT:USDT\"", "BTC/USDT:USDT"),
        ("\"ES=F\"", "ES=F"),
        ("\"BRK B\"", "BRK B"),
        ("\"A+B&C#D@E!F$G\"", "A+B&C#D@E!F$G"),
        ("\"0123456789ABCDEF0123456789abcdef\"", "0123456789ABCDEF0123456789ABCDEF"),
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
        ("range", "0.0000000000000000001"),
        ("range", "1.0000000000000000000"),
        ("range", "1e-19"),
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

    /// <summary>Volumes, quantities and sizes.</summary>
    internal static IEnumerable<(string Reason, string Json)> BadVolumes { get; } =
    [
        .. BadDigits,
        ("range", "-1"),
        ("range", "-1.0"),
        ("range", "\"-0.5\""),
        ("range", "1e10"),
        ("range", new string('9', 100)),
        ("wrong_type", "true"),
    ];

    internal static IEnumerable<(string Json, decimal Value)> GoodVolumes { get; } =
    [
        ("1", 1),
        ("0.0389", 0.0389m),
        ("\"0.00125000\"", 0.00125m),
        ("100.0", 100),
        ("1.0E7", 10_000_000),
        ("1.5e-3", 0.0015m),
        ("0.000000000000000001", 0.000000000000000001m),
        ("9999999999.999999999999999999", 9_999_999_999.999999999999999999m),
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
        ("1772375400.123456789", At(123_456)),
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
        ("timestamp", "\"2026-03-01  14:30:00\""),
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
        ("\"2026-03-01 14:30:00.12345678901234567890\"", At(123_456)),
        ("\"2026-03-01t14:30:00z\"", At(0)),
    ];

    private static DateTime At(int microseconds) =>
        new DateTime(2026, 3, 1, 14, 30, 0, DateTimeKind.Utc).AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
