using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <inheritdoc />
    public partial class AlertLeases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                """
                CREATE TABLE alert_leases (
                    destination text PRIMARY KEY, holder text NOT NULL, is_real boolean NOT NULL, until timestamptz NOT NULL);
                """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE alert_leases;");
    }
}
