using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <summary>
    /// What traders say was realized, in the place of what earlier versions worked out from two reports, which was wrong for partial sales
    /// and splits. New columns, so that a large table is not gone through. A sum of nothing is nothing: it was as large as a decimal can be.
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
                CREATE OR REPLACE FUNCTION fit_decimal(sum numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
                    $$ SELECT CASE WHEN sum IS NULL OR scale(sum) <= 8 AND abs(sum) < 79000000000000000000 THEN sum
                        WHEN abs(sum) < 1 THEN trim_scale(trunc(sum, 28)) WHEN abs(sum) < 100000 THEN trim_scale(trunc(sum, 23))
                        WHEN abs(sum) < 10000000000 THEN trim_scale(trunc(sum, 18))
                        WHEN abs(sum) < 79000000000000000000 THEN trim_scale(trunc(sum, 8))
                        ELSE trunc(GREATEST(LEAST(sum, 79e27), -79e27)) END $$;
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
