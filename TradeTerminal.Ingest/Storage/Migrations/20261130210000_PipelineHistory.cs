using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <summary>
    /// The pipeline as time went on, and its incidents. Read and written in SQL of its own, so the model does not have it. Counting begins
    /// with what is stored from now on.
    /// </summary>
    [DbContext(typeof(TerminalDbContext))]
    [Migration("20261130210000_PipelineHistory")]
    public sealed class PipelineHistory : Migration
    {
        private const string Figures =
            """
            (feed text NOT NULL, bucket timestamptz NOT NULL, lag_records bigint NOT NULL, lag_seconds real NOT NULL, state smallint,
                event_to_broker_p50 real, event_to_broker_p99 real, broker_to_received_p50 real, broker_to_received_p99 real,
                received_to_committed_p50 real, received_to_committed_p99 real,
                committed_to_published_p50 real, committed_to_published_p99 real,
                published_to_painted_p50 real, published_to_painted_p99 real, event_to_painted_p50 real, event_to_painted_p99 real,
                PRIMARY KEY (feed, bucket))
            """;

        private const string Events =
            """
            (feed text NOT NULL, bucket timestamptz NOT NULL, outcome text NOT NULL, kind text NOT NULL, events bigint NOT NULL,
                PRIMARY KEY (feed, bucket, outcome, kind))
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                $"""
                CREATE TABLE pipeline_1m {Figures} WITH (fillfactor = 80);
                CREATE TABLE pipeline_1h {Figures};
                CREATE TABLE pipeline_events_1m {Events} WITH (fillfactor = 80);
                CREATE TABLE pipeline_events_1h {Events};
                CREATE TABLE pipeline_marks (
                    cluster_id text NOT NULL, topic text NOT NULL, partition integer NOT NULL, began_at timestamptz NOT NULL,
                    next_offset bigint NOT NULL, accepted bigint NOT NULL, duplicates bigint NOT NULL, rejected bigint NOT NULL,
                    skipped bigint NOT NULL, PRIMARY KEY (cluster_id, topic, partition)) WITH (fillfactor = 50);
                INSERT INTO pipeline_marks
                    SELECT cluster_id, topic, partition, began_at, next_offset, accepted, duplicates, rejected, skipped FROM feed_offsets;
                CREATE TABLE terminal_runs (
                    run_id uuid PRIMARY KEY, host text NOT NULL, process_id integer NOT NULL, process_started_at timestamptz NOT NULL,
                    version text NOT NULL, began_at timestamptz NOT NULL, seen_at timestamptz NOT NULL, ended_at timestamptz,
                    is_crash boolean NOT NULL DEFAULT false) WITH (fillfactor = 50);
                CREATE TABLE incidents (
                    incident_id uuid PRIMARY KEY, run_id uuid NOT NULL, kind text NOT NULL, feed text, began_at timestamptz NOT NULL,
                    ended_at timestamptz, is_end_seen boolean NOT NULL, waited bigint NOT NULL, messages bigint, detail text NOT NULL);
                CREATE INDEX incidents_began_at ON incidents (began_at, incident_id);
                CREATE INDEX incidents_open ON incidents (run_id) WHERE ended_at IS NULL;
                """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            DROP TABLE incidents, terminal_runs, pipeline_marks, pipeline_events_1h, pipeline_events_1m, pipeline_1h, pipeline_1m;
            """);
    }
}
