using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Unicode;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.History.Data;

/// <summary>
/// Trades as a file that spreadsheets open and the replay takes: the fields' names as on the wire, prices with the decimals
/// they were sent with, times in UTC. The <c>trade_id</c> is the sender's, also where it is no UUID: it gives the same trade again.
/// </summary>
internal static class TradeCsv
{
    public const string Header = "trade_id,ticker,price,volume,side,timestamp,partition,offset\r\n";

    private const int LongestRow = 512;
    private const int FlushAt = 32 * 1024;

    /// <summary>Waits for a reader that is slow; nothing is gathered meanwhile.</summary>
    public static async Task WriteAsync(PipeWriter writer, IAsyncEnumerable<Trade> trades, CancellationToken cancellationToken)
    {
        var waiting = -1L;
        await foreach (var trade in trades.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (waiting < 0)
            {
                // Not before the database has answered: until then the answer may still be that it is away.
                Encoding.UTF8.GetBytes(Header, writer);
                waiting = FlushAt;
            }

            waiting += Write(writer, trade);
            if (waiting >= FlushAt)
            {
                waiting = 0;
                await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        if (waiting < 0)
        {
            Encoding.UTF8.GetBytes(Header, writer);
        }

        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// A cell of text. One that a spreadsheet would take for a formula gets an apostrophe before it; where a comma, a quote
    /// or the end of a line is in it, it stands in quotes.
    /// </summary>
    public static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static int Write(PipeWriter writer, in Trade trade)
    {
        var id = trade.SourceId is { } sent ? Cell(sent) : trade.TradeId.ToString();
        var row = writer.GetSpan(LongestRow);
        Utf8.TryWrite(
            row, CultureInfo.InvariantCulture,
            $"{id},{Cell(trade.Ticker)},{trade.Price},{trade.Volume},{trade.Side.Code()},{trade.ExecutedAt:yyyy-MM-ddTHH:mm:ss.ffffffZ},{trade.Partition},{trade.Offset}\r\n",
            out var length);
        writer.Advance(length);
        return length;
    }
}
