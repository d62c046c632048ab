using Microsoft.EntityFrameworkCore.Migrations;
using TradeTerminal.Ingest.Storage.Views;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Upkeep : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "alerts_unpublished",
                table: "alerts",
                column: "raised_at",
                filter: "published_at IS NULL");
            migrationBuilder.Sql(
                """
                CREATE TABLE retention (swept date NOT NULL);
                -- An id is unique within its day, whether that day has a partition or not.
                DROP INDEX trades_older_id;
                CREATE UNIQUE INDEX trades_older_id ON trades_older (trade_id, ((executed_at AT TIME ZONE 'UTC')::date));
                """);
            migrationBuilder.Sql(RunsViews.ReadableRejects);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                $"""
                {RunsViews.Drop}
                {RunsViews.Create}
                DROP FUNCTION payload_text(bytea);
                DROP INDEX trades_older_id;
                CREATE UNIQUE INDEX trades_older_id ON trades_older (trade_id);
                DROP TABLE retention;
                """);
            migrationBuilder.DropIndex(
                name: "alerts_unpublished",
                table: "alerts");
        }
    }
}
