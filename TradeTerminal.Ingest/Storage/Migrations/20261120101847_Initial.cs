using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "candles_1m",
                columns: table => new
                {
                    ticker = table.Column<string>(type: "text", nullable: false),
                    bucket = table.Column<DateTime>(type: "timestamptz", nullable: false),
                    open = table.Column<decimal>(type: "numeric", nullable: false),
                    high = table.Column<decimal>(type: "numeric", nullable: false),
                    low = table.Column<decimal>(type: "numeric", nullable: false),
                    close = table.Column<decimal>(type: "numeric", nullable: false),
                    volume = table.Column<decimal>(type: "numeric", nullable: false),
                    notional = table.Column<decimal>(type: "numeric", nullable: false),
                    trade_count = table.Column<long>(type: "bigint", nullable: false),
                    open_at = table.Column<DateTime>(type: "timestamptz", nullable: false),
                    open_partition = table.Column<int>(type: "integer", nullable: false),
                    open_offset = table.Column<long>(type: "bigint", nullable: false),
                    close_at = table.Column<DateTime>(type: "timestamptz", nullable: false),
                    close_partition = table.Column<int>(type: "integer", nullable: false),
                    close_offset = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_candles_1m", x => new { x.ticker, x.bucket });
                });

            migrationBuilder.CreateTable(
                name: "feed_offsets",
                columns: table => new
                {
                    cluster_id = table.Column<string>(type: "text", nullable: false),
                    topic = table.Column<string>(type: "text", nullable: false),
                    partition = table.Column<int>(type: "integer", nullable: false),
                    start_offset = table.Column<long>(type: "bigint", nullable: false),
                    next_offset = table.Column<long>(type: "bigint", nullable: false),
                    accepted = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    duplicates = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    rejected = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    skipped = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_offsets", x => new { x.cluster_id, x.topic, x.partition });
                });

            migrationBuilder.CreateTable(
                name: "rejected",
                columns: table => new
                {
                    cluster_id = table.Column<string>(type: "text", nullable: false),
                    topic = table.Column<string>(type: "text", nullable: false),
                    partition = table.Column<int>(type: "integer", nullable: false),
                    offset = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<byte[]>(type: "bytea", nullable: true),
                    rejected_at = table.Column<DateTime>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rejected", x => new { x.cluster_id, x.topic, x.partition, x.offset, x.rejected_at });
                });

            // EF can't say PARTITION BY. Uniqueness of trade_id is an index on each leaf, which a bare
            // ON CONFLICT DO NOTHING honours; see DayPartitions.
            migrationBuilder.Sql(
                """
                CREATE TABLE trades (
                    trade_id uuid NOT NULL,
                    executed_at timestamptz NOT NULL,
                    source_offset bigint NOT NULL,
                    volume bigint NOT NULL,
                    source_partition integer NOT NULL,
                    ticker text NOT NULL,
                    price numeric NOT NULL,
                    side text NOT NULL
                ) PARTITION BY RANGE (executed_at);
                CREATE TABLE trades_older PARTITION OF trades DEFAULT;
                CREATE UNIQUE INDEX trades_older_id ON trades_older (trade_id);
                """);

            migrationBuilder.CreateIndex(
                name: "candles_1m_bucket",
                table: "candles_1m",
                column: "bucket");

            migrationBuilder.CreateIndex(
                name: "rejected_reason",
                table: "rejected",
                columns: new[] { "reason", "rejected_at" });

            migrationBuilder.CreateIndex(
                name: "rejected_rejected_at",
                table: "rejected",
                column: "rejected_at");

            migrationBuilder.CreateIndex(
                name: "trades_executed_at",
                table: "trades",
                column: "executed_at")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "trades_ticker_executed_at",
                table: "trades",
                columns: new[] { "ticker", "executed_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "candles_1m");

            migrationBuilder.DropTable(
                name: "feed_offsets");

            migrationBuilder.DropTable(
                name: "rejected");

            migrationBuilder.DropTable(
                name: "trades");
        }
    }
}
