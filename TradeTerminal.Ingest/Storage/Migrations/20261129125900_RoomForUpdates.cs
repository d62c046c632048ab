using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <summary>
    /// A candle is written once for every batch of its minute. Where its page has room for the next version, no index is
    /// touched and the version before is cleared away at the next write; without room each write adds to two indexes and
    /// leaves a dead row behind. Pages that are there already stay as they are.
    /// </summary>
    public partial class RoomForUpdates : Migration
    {
        private static readonly string[] Tables = ["candles_1m", "feed_candles_1m", "latest_prices", "rule_states"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var table in Tables)
            {
                migrationBuilder.Sql($"ALTER TABLE {table} SET (fillfactor = 50)");
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in Tables)
            {
                migrationBuilder.Sql($"ALTER TABLE {table} RESET (fillfactor)");
            }
        }
    }
}
