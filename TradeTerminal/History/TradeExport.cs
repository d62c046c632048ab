using TradeTerminal.Api;
using TradeTerminal.History.Data;

namespace TradeTerminal.History;

/// <summary>
/// Files of stored trades, written as they are read. Each holds a connection to the database for as long as its reader
/// takes, so only <see cref="MostAtOnce"/> go on at a time.
/// </summary>
internal sealed class TradeExport(TradeHistory history, TimeProvider time) : IDisposable
{
    public const int MostAtOnce = 4;

    private readonly SemaphoreSlim _free = new(MostAtOnce);

    public IResult Of(TradeQuery query, TradeSort sort) => new File(this, query, sort);

    public void Dispose() => _free.Dispose();

    private async Task WriteAsync(HttpContext context, TradeQuery query, TradeSort sort)
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
            if (await history.SortedSinceAsync(query, sort, context.RequestAborted) is not null)
            {
                var arguments = new QueryArguments();
                arguments.Add("sort", $"More than {TradeHistory.MostSorted:N0} trades are asked for, which is the most that are sorted by price or size. Choose a shorter time, or leave out 'sort'.");
                await arguments.Problem.ExecuteAsync(context);
                return;
            }

            context.Response.ContentType = "text/csv; charset=utf-8";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"trades-{time.GetUtcNow():yyyyMMdd-HHmmss}Z.csv\"";
            if (HttpMethods.IsHead(context.Request.Method))
            {
                return;
            }

            // Whatever fails after the first bytes cuts the answer off, so that a part is not taken for the whole.
            await TradeCsv.WriteAsync(context.Response.BodyWriter,
                history.ExportAsync(query, sort, context.RequestAborted), context.RequestAborted);
        }
        finally
        {
            _free.Release();
        }
    }

    private sealed class File(TradeExport export, TradeQuery query, TradeSort sort) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => export.WriteAsync(httpContext, query, sort);
    }
}
