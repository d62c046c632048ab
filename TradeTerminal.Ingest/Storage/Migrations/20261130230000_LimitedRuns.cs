using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <summary>Read and written in SQL of its own, so the model does not have it.</summary>
    [DbContext(typeof(TerminalDbContext))]
    [Migration("20261130230000_LimitedRuns")]
    public sealed class LimitedRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                """
                CREATE TABLE limited_runs (
                    run_id uuid PRIMARY KEY, began_at timestamptz NOT NULL, ended_at timestamptz NOT NULL, ended_by text NOT NULL,
                    messages bigint NOT NULL, accepted bigint NOT NULL, duplicates bigint NOT NULL, rejected bigint NOT NULL,
                    seconds double precision NOT NULL, newest_event_time timestamptz);
                CREATE INDEX ix_limited_runs_ended_at ON limited_runs (ended_at);
                """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE limited_runs;");
    }
}
