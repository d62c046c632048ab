using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <summary>
    /// What traders held as time went on, and the way to the positions closed on a day. Read and written in SQL of its own, so the model
    /// does not have it. It begins with what is held now: reports of before are not gone through again.
    /// </summary>
    [DbContext(typeof(TerminalDbContext))]
    [Migration("20261130113000_DayPictures")]
    public sealed class DayPictures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                """
                CREATE TABLE trader_book_5m (
                    trader text NOT NULL, symbol text NOT NULL, bucket timestamptz NOT NULL, size numeric NOT NULL, average_price numeric NOT NULL,
                    pnl numeric NOT NULL, realized numeric NOT NULL, event_time timestamptz NOT NULL, source_partition integer NOT NULL,
                    source_offset bigint NOT NULL, PRIMARY KEY (trader, symbol, bucket)) WITH (fillfactor = 50);
                CREATE INDEX trader_book_5m_bucket ON trader_book_5m (bucket);
                INSERT INTO trader_book_5m
                    SELECT trader, symbol, date_bin('5 minutes', event_time, 'epoch'), size, average_price, pnl, realized, event_time,
                        source_partition, source_offset FROM trader_book;
                CREATE INDEX commodity_positions_closed_at ON commodity_positions (closed_at) WHERE closed_at IS NOT NULL;
                """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            "DROP INDEX commodity_positions_closed_at; DROP TABLE trader_book_5m;");
    }
}
