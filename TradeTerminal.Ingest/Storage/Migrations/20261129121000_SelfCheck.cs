using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <inheritdoc />
    public partial class SelfCheck : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(name: "gone", table: "feed_offsets", type: "bigint", nullable: false, defaultValue: 0L);
            migrationBuilder.AddColumn<long>(name: "unexplained", table: "feed_offsets", type: "bigint", nullable: false, defaultValue: 0L);
            migrationBuilder.AddColumn<long>(name: "unexplained_at", table: "feed_offsets", type: "bigint", nullable: true);

            // What was skipped before is of no known kind, and is counted here.
            migrationBuilder.Sql(
                "ALTER TABLE feed_offsets ADD COLUMN empty bigint NOT NULL GENERATED ALWAYS AS (skipped - gone - unexplained) STORED");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "empty", table: "feed_offsets");
            migrationBuilder.DropColumn(name: "unexplained_at", table: "feed_offsets");
            migrationBuilder.DropColumn(name: "unexplained", table: "feed_offsets");
            migrationBuilder.DropColumn(name: "gone", table: "feed_offsets");
        }
    }
}
