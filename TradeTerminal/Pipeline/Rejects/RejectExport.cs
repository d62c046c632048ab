using System.Globalization;
using System.Text;
using TradeTerminal.History.Data;

namespace TradeTerminal.Pipeline.Rejects;

/// <summary>
/// Files of refused messages, newest first, read page by page: nothing but a page is held, however slow the reader is. What a
/// spreadsheet would take for a formula gets an apostrophe before it.
/// </summary>
internal sealed class RejectExport(RejectStore rejects, TimeProvider time) : IDisposable
{
    public const int MostAtOnce = 4;

    public const string Header =
        "id,topic,partition,offset,rejected_at,reason,detail,payload,payload_base64,payload_bytes,truncated,resubmitted_at,outcome,corrected\r\n";

    private const int Page = 500;

    private readonly SemaphoreSlim _free = new(MostAtOnce);

    public IResult Of(RejectQuery query) => new File(this, query);

    public void Dispose() => _free.Dispose();

    private async Task WriteAsync(HttpContext context, RejectQuery query)
    {
        if (!await _free.WaitAsync(0, context.RequestAborted))
        {
            await TypedResults.Problem(
                $"{MostAtOnce} exports are being read already. Try again when one of them has ended.",
                statusCode: StatusCodes.Status503ServiceUnavailable, title: "Too many exports.").ExecuteAsync(context);
            return;
        }

        try
        {
            // Before the first byte, so that the answer may still be that the database is away.
            var page = await rejects.ReadAsync(query, null, Page, context.RequestAborted);
            context.Response.ContentType = "text/csv; charset=utf-8";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"rejected-{time.GetUtcNow():yyyyMMdd-HHmmss}Z.csv\"";
            if (HttpMethods.IsHead(context.Request.Method))
            {
                return;
            }

            var writer = context.Response.BodyWriter;
            Encoding.UTF8.GetBytes(Header, writer);
            while (page.Count > 0)
            {
                foreach (var row in page)
                {
                    Encoding.UTF8.GetBytes(Line(RejectedBody.Of(row)), writer);
                    await writer.FlushAsync(context.RequestAborted);
                }

                page = await rejects.ReadAsync(query, RejectCursor.Of(page[^1]), Page, context.RequestAborted);
            }

            await writer.FlushAsync(context.RequestAborted);
        }
        finally
        {
            _free.Release();
        }
    }

    internal static string Line(RejectedBody row)
    {
        string[] cells =
        [
            TradeCsv.Cell(row.Id), TradeCsv.Cell(row.Topic), Number(row.Partition), Number(row.Offset), Iso(row.RejectedAt), row.Reason,
            TradeCsv.Cell(row.Detail), TradeCsv.Cell(row.Payload ?? ""), row.PayloadBase64 ?? "", Number(row.PayloadBytes), Flag(row.Truncated),
            .. row.Resubmission is { } sent ? [Iso(sent.At), sent.Outcome, Flag(sent.Corrected)] : new[] { "", "", "" },
        ];
        return $"{string.Join(',', cells)}\r\n";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Flag(bool flag) => flag ? "true" : "false";

    private static string Iso(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private sealed class File(RejectExport export, RejectQuery query) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => export.WriteAsync(httpContext, query);
    }
}
