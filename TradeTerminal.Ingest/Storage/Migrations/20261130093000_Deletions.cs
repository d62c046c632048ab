using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <summary>What an operator has deleted. Read and written in SQL of its own, so the model does not have it.</summary>
    [DbContext(typeof(TerminalDbContext))]
    [Migration("20261130093000_Deletions")]
    public sealed class Deletions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                """
                CREATE TABLE deletions (
                    deletion_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, feed text NOT NULL, symbol text NOT NULL,
                    began_at timestamptz NOT NULL, ended_at timestamptz, events bigint NOT NULL DEFAULT 0, candles bigint NOT NULL DEFAULT 0,
                    positions bigint NOT NULL DEFAULT 0, alerts bigint NOT NULL DEFAULT 0, levels bigint NOT NULL DEFAULT 0);
                CREATE UNIQUE INDEX deletions_open ON deletions (feed, symbol) WHERE ended_at IS NULL;
                CREATE TABLE deleted_events (
                    deletion_id bigint NOT NULL REFERENCES deletions, feed text NOT NULL, source_partition integer NOT NULL,
                    events bigint NOT NULL, first_offset bigint NOT NULL, last_offset bigint NOT NULL, deleted_at timestamptz NOT NULL,
                    offsets bigint[]);
                CREATE INDEX deleted_events_offsets ON deleted_events (feed, source_partition, last_offset) WHERE offsets IS NOT NULL;
                ALTER TABLE feed_offsets ADD COLUMN deletions bigint NOT NULL DEFAULT 0;
                CREATE INDEX commodity_positions_commodity ON commodity_positions (commodity);
                CREATE INDEX trader_book_symbol ON trader_book (symbol);
                """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            DROP TABLE deleted_events, deletions;
            ALTER TABLE feed_offsets DROP COLUMN deletions;
            DROP INDEX commodity_positions_commodity;
            DROP INDEX trader_book_symbol;
            """);
    }
}
