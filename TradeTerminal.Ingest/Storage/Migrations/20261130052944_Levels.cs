using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <summary>Prices that raise an alert when they are reached.</summary>
    public partial class Levels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "levels",
                columns: table => new
                {
                    level_id = table.Column<Guid>(type: "uuid", nullable: false),
                    feed = table.Column<string>(type: "text", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    price = table.Column<decimal>(type: "numeric", nullable: false),
                    direction = table.Column<string>(type: "text", nullable: false),
                    repeat = table.Column<string>(type: "text", nullable: false),
                    sound = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamptz", nullable: true),
                    armed_at = table.Column<DateTime>(type: "timestamptz", nullable: false),
                    fired_at = table.Column<DateTime>(type: "timestamptz", nullable: true),
                    fired = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_levels", x => x.level_id);
                });

            migrationBuilder.CreateIndex(
                name: "levels_symbol",
                table: "levels",
                columns: new[] { "feed", "symbol" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "levels");
        }
    }
}
