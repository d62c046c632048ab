using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <summary>
    /// What traders say was realized, in the place of what earlier versions worked out from two reports, which was wrong for partial sales
    /// and splits. New columns, so that a large table is not gone through.
    /// </summary>
    [DbContext(typeof(TerminalDbContext))]
    [Migration("20261201000000_ReportedRealized")]
    public sealed class ReportedRealized : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                """
                ALTER TABLE trader_positions ADD COLUMN realized_pnl numeric;
                ALTER TABLE trader_book DROP COLUMN realized, ADD COLUMN realized numeric, ADD COLUMN opposed_at timestamptz;
                ALTER TABLE trader_book_5m DROP COLUMN realized, ADD COLUMN realized numeric;
                """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                """
                ALTER TABLE trader_book_5m DROP COLUMN realized, ADD COLUMN realized numeric NOT NULL DEFAULT 0;
                ALTER TABLE trader_book DROP COLUMN opposed_at, DROP COLUMN realized, ADD COLUMN realized numeric NOT NULL DEFAULT 0;
                ALTER TABLE trader_positions DROP COLUMN realized_pnl;
                """);
    }
}
