using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <summary>Read and written in SQL of its own, so the model does not have it.</summary>
    [DbContext(typeof(TerminalDbContext))]
    [Migration("20261130070000_Watchlists")]
    public sealed class Watchlists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                """
                CREATE TABLE watchlists (
                    name text PRIMARY KEY, symbols text[] NOT NULL, updated_at timestamptz NOT NULL);
                """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE watchlists;");
    }
}
