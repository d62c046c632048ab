using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <summary>
    /// How many events of each day retention has dropped, and since when that is counted; and an index by which a reject is found where it
    /// stood. Read and written in SQL of its own, so the model does not have it.
    /// </summary>
    [DbContext(typeof(TerminalDbContext))]
    [Migration("20261202000000_RetentionCounts")]
    public sealed class RetentionCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                """
                CREATE TABLE dropped_days (
                    feed text NOT NULL, day date NOT NULL, events bigint NOT NULL, dropped_at timestamptz NOT NULL, PRIMARY KEY (feed, day));
                CREATE TABLE dropped_days_since (counted_since timestamptz NOT NULL);
                INSERT INTO dropped_days_since VALUES (now());
                CREATE INDEX rejected_place ON rejected (topic, partition, "offset");
                """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            DROP INDEX rejected_place;
            DROP TABLE dropped_days, dropped_days_since;
            """);
    }
}
