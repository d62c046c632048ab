using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <inheritdoc />
    public partial class FeedReads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                """
                CREATE TABLE feed_reads (
                    topic text NOT NULL, began_at timestamptz NOT NULL, seen_at timestamptz NOT NULL, PRIMARY KEY (topic, began_at));
                INSERT INTO feed_reads SELECT topic, began_at, moved_at FROM ingest_runs ON CONFLICT DO NOTHING;
                """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE feed_reads;");
    }
}
