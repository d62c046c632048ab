using Npgsql;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Positions;

/// <summary>The views and the calculator say the same.</summary>
public sealed class PositionViewTests(PostgresFixture fixture)
{
    [Fact]
    public async Task PositionPnl_AnyPosition_IsTheCalculatorsFigure()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand("SELECT position_pnl($1, $2, $3, $4)");
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var (type, quantity, entry, price) = ((PositionType)random.Next(2), Number(random), Number(random), Number(random));
            command.Parameters.Clear();
            foreach (var value in new object[] { type == PositionType.Long ? "long" : "short", quantity, entry, price })
            {
                command.Parameters.AddWithValue(value);
            }

            Assert.Equal(Pnl.Of(type, quantity, entry, price), await command.ExecuteScalarAsync());
        }
    }

    [Fact]
    public async Task PnlByCommodity_AnyBook_IsTheSumOfItsRows()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        await using var book = new PositionBook(database.ConnectionString);
        var random = new Random(8);
        book.Add([.. Enumerable.Range(0, 400).Select(i => PositionBook.Random(random, i))]);
        await book.PriceAsync("commodities", "OIL", "", 101.2345m, PositionBook.Noon);
        await book.PriceAsync("commodities", "GOLD", "", 99.5m, PositionBook.Noon);

        var sums = await book.AskAsync("SELECT commodity, open_count, closed_count, realized, unrealized FROM pnl_by_commodity ORDER BY 1");
        var rows = await book.AskAsync(
            """
            SELECT p.commodity, count(*) FILTER (WHERE p.status = 'open'), count(*) FILTER (WHERE p.status = 'closed'),
                sum(COALESCE(p.realized, 0.00)), sum(COALESCE(o.unrealized, 0.00))
            FROM commodity_positions p LEFT JOIN open_positions o USING (trade_id) GROUP BY 1 ORDER BY 1
            """);

        Assert.Equal(["GOLD", "OIL", "WHEAT"], sums.Select(row => row[0]));
        Assert.Equal(rows, sums);
        Assert.NotEqual(0m, sums[0][4]);
        Assert.Equal(0.00m, sums[2][4]);
        Assert.Equal([[400L]], await book.AskAsync("SELECT sum(open_count + closed_count)::bigint FROM pnl_by_commodity"));
    }

    [Fact]
    public async Task OpenPositions_TwoPrices_MarksAtTheNewest()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        await using var book = new PositionBook(database.ConnectionString);
        book.Add([PositionBook.Open("1", PositionType.Short, 10, 100)]);
        await book.PriceAsync("commodities", "OIL", "A", 90, PositionBook.Noon);
        await book.PriceAsync("commodities", "OIL", "B", 95, PositionBook.Noon.AddSeconds(1));
        await book.PriceAsync("quotes", "OIL", "A", 10, PositionBook.Noon.AddSeconds(9));

        Assert.Equal(
            [[95m, PositionBook.Noon.AddSeconds(1), 50.00m]],
            await book.AskAsync("SELECT mark, mark_time, unrealized FROM open_positions"));
    }

    private static decimal Number(Random random) => random.NextInt64(1, 10_000_000_000) / (decimal)Math.Pow(10, random.Next(9));
}
