using Microsoft.EntityFrameworkCore.Migrations;
using TradeTerminal.Ingest.Storage.Views;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <summary>
    /// Candles get the sum of their prices, from which means are worked out. Those there are get theirs later, beside everything
    /// else (<see cref="Storage.PriceSums"/>): here it is only noted of which days they are, by hops along the index.
    /// </summary>
    public partial class PriceSums : Migration
    {
        private static readonly string[] Tables = ["candles_1m", "feed_candles_1m"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("CREATE TABLE unsummed_days (day timestamptz PRIMARY KEY)");
            foreach (var table in Tables)
            {
                migrationBuilder.AddColumn<decimal>(name: "price_sum", table: table, type: "numeric", nullable: true);
                migrationBuilder.Sql(
                    $"""
                    INSERT INTO unsummed_days
                    WITH RECURSIVE days AS (
                        SELECT date_trunc('day', min(bucket), 'UTC') AS day FROM {table}
                        UNION ALL
                        SELECT (SELECT date_trunc('day', min(bucket), 'UTC') FROM {table} WHERE bucket >= days.day + interval '24 hours')
                        FROM days WHERE days.day IS NOT NULL)
                    SELECT day FROM days WHERE day IS NOT NULL ON CONFLICT DO NOTHING
                    """);
            }

            migrationBuilder.Sql(CandlesView.WithSums);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql($"{CandlesView.Drop}; {CandlesView.Create}");
            foreach (var table in Tables)
            {
                migrationBuilder.DropColumn(name: "price_sum", table: table);
            }

            migrationBuilder.Sql("DROP TABLE unsummed_days");
        }
    }
}
