using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <summary>Messages that are not for their feed, counted. A column with a constant default rewrites no row.</summary>
    [DbContext(typeof(TerminalDbContext))]
    [Migration("20261130233000_Ignored")]
    public sealed class Ignored : Migration
    {
        private const string Runs =
            """
            SELECT cluster_id, topic, min(began_at) AS began_at, max(moved_at) AS moved_at,
                sum(next_offset - start_offset)::bigint AS messages, sum(accepted)::bigint AS accepted,
                sum(duplicates)::bigint AS duplicates, sum(rejected)::bigint AS rejected, sum(skipped)::bigint AS skipped,
                extract(epoch FROM max(moved_at) - min(began_at)) AS seconds,
                round(sum(next_offset - start_offset) / nullif(extract(epoch FROM max(moved_at) - min(began_at)), 0), 1)
                    AS messages_per_second
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                $"""
                ALTER TABLE feed_offsets ADD COLUMN ignored bigint NOT NULL DEFAULT 0;
                ALTER TABLE pipeline_marks ADD COLUMN ignored bigint NOT NULL DEFAULT 0;
                CREATE OR REPLACE VIEW ingest_runs AS {Runs}, sum(ignored)::bigint AS ignored
                FROM feed_offsets GROUP BY cluster_id, topic;
                """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                $"""
                DROP VIEW ingest_runs;
                CREATE VIEW ingest_runs AS {Runs} FROM feed_offsets GROUP BY cluster_id, topic;
                ALTER TABLE pipeline_marks DROP COLUMN ignored;
                ALTER TABLE feed_offsets DROP COLUMN ignored;
                """);
    }
}
