using Npgsql;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Positions.Data;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Positions;

/// <summary>The commodity book from the producer to the board, against the stored events taken one by one.</summary>
public sealed class PositionsPipelineTests(PostgresFixture fixture)
{
    [Fact]
    public async Task Board_ProducerRuns_IsWholeAtEveryMomentAndTheEventsInTheEnd()
    {
        await using var database = await fixture.CreateDatabaseAsync();
        await using var terminal = RunningTerminal.Start(database.ConnectionString, ("Feeds:Commodities:Enabled", "true"));
        var board = (PositionsBoard)terminal.Services.GetService(typeof(PositionsBoard))!;
        await PostAsync(terminal, "/api/producers/commodities/start", """{"interval":0.02,"seed":5}""");
        var seen = new HashSet<PositionsSnapshot>();
        await Eventually.TrueAsync(
            () =>
            {
                var book = board.Current;
                if (seen.Add(book))
                {
                    AssertWhole(book);
                }

                return seen.Count >= 12 && book.Commodities.Count(row => row.ClosedCount > 0) == 3;
            },
            () => $"{seen.Count} pictures, the last: {string.Join(' ', board.Current.Commodities)}");

        await PostAsync(terminal, "/api/producers/commodities/stop", "{}");

        List<(string, long, long, decimal, decimal)> expected = [];
        await Eventually.TrueAsync(
            async () =>
            {
                expected = await RecomputeAsync(database.ConnectionString);
                return board.Current.Commodities
                    .Select(row => (row.Commodity, row.OpenCount, row.ClosedCount, row.Realized, row.Unrealized)).SequenceEqual(expected);
            },
            () => $"{string.Join(' ', board.Current.Commodities)} instead of {string.Join(' ', expected)}");
        var answer = await terminal.GetAsync("/api/positions?limit=10000");
        Assert.Equal(expected.Sum(row => row.Item2), answer.GetArrayLength());
    }

    /// <summary>West Texas crude on 20 April 2020.</summary>
    [Fact]
    public async Task Board_PricesBelowZero_CloseAtWhatTheyMean()
    {
        await using var database = await fixture.CreateDatabaseAsync();
        await using var terminal = RunningTerminal.Start(
            database.ConnectionString, ("Feeds:Commodities:Enabled", "true"), ("Feeds:Commodities:AnySign", "true"));
        var at = DateTime.UtcNow.AddSeconds(-30);
        using var producer = new Confluent.Kafka.ProducerBuilder<string?, string>(new Confluent.Kafka.ProducerConfig
        {
            BootstrapServers = ((Ingest.Backends)terminal.Services.GetService(typeof(Ingest.Backends))!).Kafka.BootstrapServers,
        }).Build();
        const string position = """
            ,"TradeID":"WTI-1","Quantity":1000,"EntryPrice":18.27,"PositionType":"Long"
            """;
        (string Type, string Price, string More)[] steps =
        [
            ("TradeOpened", "18.27", position), ("PriceTick", "-37.63", ""), ("TradeClosed", "-37.63", position + ",\"ClosePrice\":-37.63"),
        ];
        foreach (var (place, (type, price, more)) in steps.Index())
        {
            await producer.ProduceAsync("ctrm_trades", new Confluent.Kafka.Message<string?, string>
            {
                Value = FormattableString.Invariant(
                    $$"""{"EventType":"{{type}}","commodity":"WTI","CurrentPrice":{{price}}{{more}},"timestamp":"{{at.AddSeconds(place):yyyy-MM-dd HH:mm:ss.fff}}"}"""),
            });
        }

        var board = (PositionsBoard)terminal.Services.GetService(typeof(PositionsBoard))!;
        await Eventually.TrueAsync(
            () => board.Current.Commodities.Any(row => (row.Commodity, row.ClosedCount, row.Realized) == ("WTI", 1, -55_900.00m)),
            () => string.Join(' ', board.Current.Commodities));
    }

    private static void AssertWhole(PositionsSnapshot book)
    {
        Assert.Equal(book.OpenCount, book.Open.Length);
        Assert.Equal(book.Open.Sum(position => position.Unrealized ?? 0), book.Unrealized);
        foreach (var row in book.Commodities)
        {
            var open = book.Open.Where(position => position.Commodity == row.Commodity).ToList();
            Assert.Equal((row.OpenCount, row.Unrealized), (open.Count, open.Sum(position => position.Unrealized ?? 0)));
            Assert.All(open, position => Assert.Equal(row.Mark, position.Mark));
        }
    }

    /// <summary>By commodity: opened less closed, closed, realized, and unrealized at the newest price.</summary>
    private static async Task<List<(string, long, long, decimal, decimal)>> RecomputeAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            """
            SELECT kind, commodity, trade_id, position_type, quantity, entry_price, close_price, price FROM commodity_events
            ORDER BY event_time, source_partition, source_offset
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var prices = new Dictionary<string, decimal>();
        var trades = new Dictionary<string, (string Commodity, PositionType Type, decimal Quantity, decimal Entry, decimal? Close)>();
        while (await reader.ReadAsync())
        {
            var (kind, commodity) = (reader.GetString(0), reader.GetString(1));
            switch (kind)
            {
                case "price_tick" or "trade_marked":
                    prices[commodity] = reader.GetDecimal(7);
                    break;
                case "trade_opened":
                    trades.Add(reader.GetString(2), (
                        commodity, reader.GetString(3) == "long" ? PositionType.Long : PositionType.Short, reader.GetDecimal(4),
                        reader.GetDecimal(5), null));
                    break;
                default:
                    trades[reader.GetString(2)] = trades[reader.GetString(2)] with { Close = reader.GetDecimal(6) };
                    break;
            }
        }

        return [.. trades.Values.GroupBy(trade => trade.Commodity).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (
            group.Key, group.LongCount(trade => trade.Close is null), group.LongCount(trade => trade.Close is not null),
            group.Sum(trade => trade.Close is { } close ? Pnl.Of(trade.Type, trade.Quantity, trade.Entry, close) : 0),
            group.Sum(trade => trade.Close is null ? Pnl.Of(trade.Type, trade.Quantity, trade.Entry, prices[trade.Commodity]) : 0)))];
    }

    private static async Task PostAsync(RunningTerminal terminal, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await terminal.Client.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
