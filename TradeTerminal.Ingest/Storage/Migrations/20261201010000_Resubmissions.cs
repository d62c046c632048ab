using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <summary>Refused messages that were sent once more. Read and written in SQL of its own, so the model does not have it.</summary>
    [DbContext(typeof(TerminalDbContext))]
    [Migration("20261201010000_Resubmissions")]
    public sealed class Resubmissions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                """
                CREATE TABLE resubmissions (
                    cluster_id text NOT NULL, topic text NOT NULL, partition integer NOT NULL, "offset" bigint NOT NULL, rejected_at timestamptz NOT NULL,
                    resubmission_id uuid NOT NULL UNIQUE, feed text NOT NULL, requested_at timestamptz NOT NULL, corrected bytea,
                    sent_cluster_id text NOT NULL, sent_partition integer NOT NULL, sent_offset bigint, searched_from bigint NOT NULL,
                    gone_before bigint NOT NULL, event_time timestamptz, outcome text NOT NULL, outcome_at timestamptz, again_rejected_at timestamptz,
                    PRIMARY KEY (cluster_id, topic, partition, "offset", rejected_at));
                CREATE INDEX resubmissions_open ON resubmissions (feed) WHERE outcome IN ('sending', 'waiting');
                CREATE INDEX resubmissions_again ON resubmissions (sent_cluster_id, topic, sent_partition, sent_offset);
                CREATE INDEX resubmissions_requested_at ON resubmissions (requested_at);
                CREATE OR REPLACE VIEW rejects AS
                SELECT r.topic, r.partition, r."offset", r.reason, r.detail, payload_text(r.payload) AS payload, octet_length(r.payload) AS payload_bytes,
                    r.rejected_at, s.requested_at AS resubmitted_at, s.outcome
                FROM rejected r LEFT JOIN resubmissions s USING (cluster_id, topic, partition, "offset", rejected_at);
                """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            DROP VIEW rejects;
            CREATE VIEW rejects AS
            SELECT topic, partition, "offset", reason, detail, payload_text(payload) AS payload, octet_length(payload) AS payload_bytes, rejected_at
            FROM rejected;
            DROP TABLE resubmissions;
            """);
    }
}
