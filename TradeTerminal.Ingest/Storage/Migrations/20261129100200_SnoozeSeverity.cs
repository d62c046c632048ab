using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <inheritdoc />
    public partial class SnoozeSeverity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.AddColumn<string>(name: "severity", table: "alert_snoozes", type: "text", nullable: true);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.DropColumn(name: "severity", table: "alert_snoozes");
    }
}
