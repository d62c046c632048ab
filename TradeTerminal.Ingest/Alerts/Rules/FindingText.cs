using System.Globalization;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>How numbers are written in the sentence of an alert, which people read: as on the screens.</summary>
internal static class FindingText
{
    /// <summary>With the decimals it came with and groups of thousands: <c>35,697.50</c>.</summary>
    public static string Price(decimal price) =>
        price.ToString($"N{price.Scale}", CultureInfo.InvariantCulture).Replace('-', '−');
}
