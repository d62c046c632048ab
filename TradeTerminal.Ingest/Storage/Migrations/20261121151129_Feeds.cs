using System;
using Microsoft.EntityFrameworkCore.Migrations;
using TradeTerminal.Ingest.Storage.Views;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Feeds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // EF can't say PARTITION BY. What identifies an event is where it stands in the log; the offsets see to it
            // that it is stored once, so there is no unique index.
            migrationBuilder.Sql(
                """
                CREATE TABLE quotes (
                    symbol text NOT NULL,
                    venue text NOT NULL,
                    price numeric NOT NULL,
                    bid numeric NOT NULL,
                    ask numeric NOT NULL,
                    bid_size bigint NOT NULL,
                    ask_size bigint NOT NULL,
                    volume bigint NOT NULL,
                    event_time timestamptz NOT NULL,
                    source_partition integer NOT NULL,
                    source_offset bigint NOT NULL
                ) PARTITION BY RANGE (event_time);
                CREATE TABLE quotes_older PARTITION OF quotes DEFAULT;
                CREATE INDEX quotes_event_time ON quotes USING brin (event_time);
                CREATE INDEX quotes_symbol_event_time ON quotes (symbol, event_time);

                CREATE TABLE book_updates (
                    symbol text NOT NULL,
                    side text NOT NULL,
                    price numeric NOT NULL,
                    quantity bigint NOT NULL,
                    order_type text NOT NULL,
                    event_time timestamptz NOT NULL,
                    source_partition integer NOT NULL,
                    source_offset bigint NOT NULL
                ) PARTITION BY RANGE (event_time);
                CREATE TABLE book_updates_older PARTITION OF book_updates DEFAULT;
                CREATE INDEX book_updates_event_time ON book_updates USING brin (event_time);
                CREATE INDEX book_updates_symbol_event_time ON book_updates (symbol, event_time);

                CREATE TABLE trader_positions (
                    trader text NOT NULL,
                    symbol text NOT NULL,
                    size numeric NOT NULL,
                    average_price numeric NOT NULL,
                    pnl numeric NOT NULL,
                    event_time timestamptz NOT NULL,
                    source_partition integer NOT NULL,
                    source_offset bigint NOT NULL
                ) PARTITION BY RANGE (event_time);
                CREATE TABLE trader_positions_older PARTITION OF trader_positions DEFAULT;
                CREATE INDEX trader_positions_event_time ON trader_positions USING brin (event_time);
                CREATE INDEX trader_positions_trader_event_time ON trader_positions (trader, event_time);

                CREATE TABLE commodity_events (
                    kind text NOT NULL,
                    commodity text NOT NULL,
                    price numeric NOT NULL,
                    volume numeric NOT NULL,
                    trade_id text,
                    position_type text NOT NULL,
                    quantity numeric NOT NULL,
                    entry_price numeric NOT NULL,
                    close_price numeric,
                    unrealized numeric,
                    realized numeric,
                    event_time timestamptz NOT NULL,
                    source_partition integer NOT NULL,
                    source_offset bigint NOT NULL
                ) PARTITION BY RANGE (event_time);
                CREATE TABLE commodity_events_older PARTITION OF commodity_events DEFAULT;
                CREATE INDEX commodity_events_event_time ON commodity_events USING brin (event_time);
                CREATE INDEX commodity_events_commodity_event_time ON commodity_events (commodity, event_time);

                CREATE TABLE crypto_ticks (
                    symbol text NOT NULL,
                    price numeric NOT NULL,
                    volume numeric NOT NULL,
                    origin text NOT NULL,
                    real_at timestamptz,
                    event_time timestamptz NOT NULL,
                    source_partition integer NOT NULL,
                    source_offset bigint NOT NULL
                ) PARTITION BY RANGE (event_time);
                CREATE TABLE crypto_ticks_older PARTITION OF crypto_ticks DEFAULT;
                CREATE INDEX crypto_ticks_event_time ON crypto_ticks USING brin (event_time);
                CREATE INDEX crypto_ticks_symbol_event_time ON crypto_ticks (symbol, event_time);

                CREATE TABLE index_ticks (
                    symbol text NOT NULL,
                    price numeric NOT NULL,
                    volume numeric NOT NULL,
                    origin text NOT NULL,
                    real_at timestamptz,
                    event_time timestamptz NOT NULL,
                    source_partition integer NOT NULL,
                    source_offset bigint NOT NULL
                ) PARTITION BY RANGE (event_time);
                CREATE TABLE index_ticks_older PARTITION OF index_ticks DEFAULT;
                CREATE INDEX index_ticks_event_time ON index_ticks USING brin (event_time);
                CREATE INDEX index_ticks_symbol_event_time ON index_ticks (symbol, event_time);
                """);

            migrationBuilder.AddColumn<DateTime>(
                name: "began_at",
                table: "feed_offsets",
                type: "timestamptz",
                nullable: false,
                defaultValueSql: "now()");

            migrationBuilder.AddColumn<DateTime>(
                name: "moved_at",
                table: "feed_offsets",
                type: "timestamptz",
                nullable: false,
                defaultValueSql: "now()");

            migrationBuilder.CreateTable(
                name: "alert_snoozes",
                columns: table => new
                {
                    kind = table.Column<string>(type: "text", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    until = table.Column<DateTime>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_snoozes", x => new { x.kind, x.symbol });
                });

            migrationBuilder.CreateTable(
                name: "alerts",
                columns: table => new
                {
                    alert_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    feed = table.Column<string>(type: "text", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    venue = table.Column<string>(type: "text", nullable: false),
                    severity = table.Column<string>(type: "text", nullable: false),
                    detected_at = table.Column<DateTime>(type: "timestamptz", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false),
                    inputs = table.Column<string>(type: "json", nullable: false),
                    source_topic = table.Column<string>(type: "text", nullable: false),
                    source_partition = table.Column<int>(type: "integer", nullable: false),
                    source_offset = table.Column<long>(type: "bigint", nullable: false),
                    raised_at = table.Column<DateTime>(type: "timestamptz", nullable: false),
                    acknowledged_at = table.Column<DateTime>(type: "timestamptz", nullable: true),
                    published_at = table.Column<DateTime>(type: "timestamptz", nullable: true),
                    notified_at = table.Column<DateTime>(type: "timestamptz", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alerts", x => x.alert_id);
                });

            migrationBuilder.CreateTable(
                name: "commodity_positions",
                columns: table => new
                {
                    trade_id = table.Column<string>(type: "text", nullable: false),
                    commodity = table.Column<string>(type: "text", nullable: false),
                    position_type = table.Column<string>(type: "text", nullable: false),
                    quantity = table.Column<decimal>(type: "numeric", nullable: false),
                    entry_price = table.Column<decimal>(type: "numeric", nullable: false),
                    opened_at = table.Column<DateTime>(type: "timestamptz", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    close_price = table.Column<decimal>(type: "numeric", nullable: true),
                    closed_at = table.Column<DateTime>(type: "timestamptz", nullable: true),
                    realized = table.Column<decimal>(type: "numeric", nullable: true),
                    source_partition = table.Column<int>(type: "integer", nullable: false),
                    source_offset = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commodity_positions", x => x.trade_id);
                });

            migrationBuilder.CreateTable(
                name: "feed_candles_1m",
                columns: table => new
                {
                    feed = table.Column<string>(type: "text", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    venue = table.Column<string>(type: "text", nullable: false),
                    bucket = table.Column<DateTime>(type: "timestamptz", nullable: false),
                    open = table.Column<decimal>(type: "numeric", nullable: false),
                    high = table.Column<decimal>(type: "numeric", nullable: false),
                    low = table.Column<decimal>(type: "numeric", nullable: false),
                    close = table.Column<decimal>(type: "numeric", nullable: false),
                    volume = table.Column<decimal>(type: "numeric", nullable: false),
                    notional = table.Column<decimal>(type: "numeric", nullable: false),
                    tick_count = table.Column<long>(type: "bigint", nullable: false),
                    open_at = table.Column<DateTime>(type: "timestamptz", nullable: false),
                    open_partition = table.Column<int>(type: "integer", nullable: false),
                    open_offset = table.Column<long>(type: "bigint", nullable: false),
                    close_at = table.Column<DateTime>(type: "timestamptz", nullable: false),
                    close_partition = table.Column<int>(type: "integer", nullable: false),
                    close_offset = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_feed_candles_1m", x => new { x.feed, x.symbol, x.venue, x.bucket });
                });

            migrationBuilder.CreateTable(
                name: "latest_prices",
                columns: table => new
                {
                    feed = table.Column<string>(type: "text", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    venue = table.Column<string>(type: "text", nullable: false),
                    price = table.Column<decimal>(type: "numeric", nullable: false),
                    bid = table.Column<decimal>(type: "numeric", nullable: true),
                    ask = table.Column<decimal>(type: "numeric", nullable: true),
                    bid_size = table.Column<long>(type: "bigint", nullable: true),
                    ask_size = table.Column<long>(type: "bigint", nullable: true),
                    volume = table.Column<decimal>(type: "numeric", nullable: false),
                    origin = table.Column<string>(type: "text", nullable: false),
                    real_at = table.Column<DateTime>(type: "timestamptz", nullable: true),
                    event_time = table.Column<DateTime>(type: "timestamptz", nullable: false),
                    source_partition = table.Column<int>(type: "integer", nullable: false),
                    source_offset = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_latest_prices", x => new { x.feed, x.symbol, x.venue });
                });

            migrationBuilder.CreateTable(
                name: "rule_states",
                columns: table => new
                {
                    feed = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule_states", x => new { x.feed, x.key });
                });

            migrationBuilder.CreateTable(
                name: "rules",
                columns: table => new
                {
                    kind = table.Column<string>(type: "text", nullable: false),
                    settings = table.Column<string>(type: "jsonb", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamptz", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rules", x => x.kind);
                });

            migrationBuilder.CreateTable(
                name: "trader_book",
                columns: table => new
                {
                    trader = table.Column<string>(type: "text", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<decimal>(type: "numeric", nullable: false),
                    average_price = table.Column<decimal>(type: "numeric", nullable: false),
                    pnl = table.Column<decimal>(type: "numeric", nullable: false),
                    realized = table.Column<decimal>(type: "numeric", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    event_time = table.Column<DateTime>(type: "timestamptz", nullable: false),
                    source_partition = table.Column<int>(type: "integer", nullable: false),
                    source_offset = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_trader_book", x => new { x.trader, x.symbol });
                });

            migrationBuilder.CreateIndex(
                name: "alerts_detected_at",
                table: "alerts",
                column: "detected_at");

            migrationBuilder.CreateIndex(
                name: "alerts_kind",
                table: "alerts",
                columns: new[] { "kind", "detected_at" });

            migrationBuilder.CreateIndex(
                name: "alerts_symbol",
                table: "alerts",
                columns: new[] { "symbol", "detected_at" });

            migrationBuilder.CreateIndex(
                name: "alerts_unnotified",
                table: "alerts",
                column: "raised_at",
                filter: "notified_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "commodity_positions_status",
                table: "commodity_positions",
                columns: new[] { "status", "commodity" });

            migrationBuilder.CreateIndex(
                name: "feed_candles_1m_bucket",
                table: "feed_candles_1m",
                column: "bucket");

            migrationBuilder.Sql(PositionViews.Create);
            migrationBuilder.Sql(RunsViews.Create);
            // prices and symbol_statistics follow from the catalog of feeds: see FeedViews.
            foreach (var view in new[] { CandlesView.Create, LatestPriceView.Create })
            {
                migrationBuilder.Sql(view);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(RunsViews.Drop);
            migrationBuilder.Sql(PositionViews.Drop);
            foreach (var view in new[] { SymbolStatisticsView.Drop, LatestPriceView.Drop, CandlesView.Drop, PricesView.Drop })
            {
                migrationBuilder.Sql(view);
            }

            migrationBuilder.Sql("DROP TABLE quotes, book_updates, trader_positions, commodity_events, crypto_ticks, index_ticks");

            migrationBuilder.DropTable(
                name: "alert_snoozes");

            migrationBuilder.DropTable(
                name: "alerts");

            migrationBuilder.DropTable(
                name: "commodity_positions");

            migrationBuilder.DropTable(
                name: "feed_candles_1m");

            migrationBuilder.DropTable(
                name: "latest_prices");

            migrationBuilder.DropTable(
                name: "rule_states");

            migrationBuilder.DropTable(
                name: "rules");

            migrationBuilder.DropTable(
                name: "trader_book");

            migrationBuilder.DropColumn(
                name: "began_at",
                table: "feed_offsets");

            migrationBuilder.DropColumn(
                name: "moved_at",
                table: "feed_offsets");
        }
    }
}
