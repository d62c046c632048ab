using System.Globalization;
using System.Text;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>What the wire forms have in common. Numbers are written the same in every culture.</summary>
internal static class WireText
{
    /// <summary>The bytes of a JSON text with its values put in.</summary>
    public static byte[] Json(FormattableString text) => Encoding.UTF8.GetBytes(FormattableString.Invariant(text));

    public static string Iso(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    public static long UnixMilliseconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>With milliseconds as decimals.</summary>
    public static decimal UnixSeconds(DateTime utc) => UnixMilliseconds(utc) / 1_000m;
}
