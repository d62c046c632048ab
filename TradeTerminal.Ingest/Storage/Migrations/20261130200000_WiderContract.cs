using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradeTerminal.Ingest.Storage.Migrations
{
    /// <summary>
    /// Volumes, quantities and sizes with fractions, trades with the sender's id, quotes without an order on a side. A type can't change
    /// under a view: those that follow from the catalog of feeds are made again after the migrations.
    /// </summary>
    [DbContext(typeof(TerminalDbContext))]
    [Migration("20261130200000_WiderContract")]
    public sealed class WiderContract : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                """
                DROP VIEW IF EXISTS symbol_statistics;
                DROP VIEW IF EXISTS prices;
                DROP VIEW IF EXISTS latest_price;
                ALTER TABLE trades ALTER COLUMN volume TYPE numeric, ADD COLUMN source_id text;
                ALTER TABLE quotes ALTER COLUMN bid_size TYPE numeric, ALTER COLUMN ask_size TYPE numeric, ALTER COLUMN volume TYPE numeric,
                    ALTER COLUMN bid DROP NOT NULL, ALTER COLUMN ask DROP NOT NULL;
                ALTER TABLE book_updates ALTER COLUMN quantity TYPE numeric;
                ALTER TABLE latest_prices ALTER COLUMN bid_size TYPE numeric, ALTER COLUMN ask_size TYPE numeric;
                CREATE VIEW latest_price AS
                WITH RECURSIVE tickers AS (
                    SELECT min(ticker) AS ticker FROM candles_1m
                    UNION ALL
                    SELECT (SELECT min(c.ticker) FROM candles_1m c WHERE c.ticker > t.ticker) FROM tickers t WHERE t.ticker IS NOT NULL
                )
                SELECT 'trades'::text AS feed, t.ticker AS symbol, ''::text AS venue, c.close AS price,
                    NULL::numeric AS bid, NULL::numeric AS ask, NULL::numeric AS bid_size, NULL::numeric AS ask_size,
                    'unstated'::text AS origin, NULL::timestamptz AS real_at, c.close_at AS event_time, now() - c.close_at AS age
                FROM tickers t CROSS JOIN LATERAL (
                    SELECT close, close_at FROM candles_1m WHERE ticker = t.ticker ORDER BY bucket DESC LIMIT 1) c
                UNION ALL
                SELECT feed, symbol, venue, price, bid, ask, bid_size, ask_size, origin, real_at, event_time, now() - event_time
                FROM latest_prices;
                -- A sum as far as 28 digits hold it, which is what programs of .NET read; whether they hold all of it; and of prices times volumes.
                CREATE FUNCTION fits_decimal(sum numeric) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
                    $$ SELECT scale(sum) <= 8 AND abs(sum) < 79000000000000000000 $$;
                CREATE FUNCTION fit_decimal(sum numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
                    $$ SELECT CASE WHEN scale(sum) <= 8 AND abs(sum) < 79000000000000000000 THEN sum
                        WHEN abs(sum) < 1 THEN trim_scale(trunc(sum, 28)) WHEN abs(sum) < 100000 THEN trim_scale(trunc(sum, 23))
                        WHEN abs(sum) < 10000000000 THEN trim_scale(trunc(sum, 18))
                        WHEN abs(sum) < 79000000000000000000 THEN trim_scale(trunc(sum, 8))
                        ELSE trunc(GREATEST(LEAST(sum, 79e27), -79e27)) END $$;
                CREATE FUNCTION fit_notional(sum numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
                    $$ SELECT fit_decimal(GREATEST(LEAST(sum, 79000000000000000000), -79000000000000000000)) $$;
                """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(
                """
                DROP FUNCTION fit_notional;
                DROP FUNCTION fit_decimal;
                DROP FUNCTION fits_decimal;
                DROP VIEW IF EXISTS symbol_statistics;
                DROP VIEW IF EXISTS prices;
                DROP VIEW IF EXISTS latest_price;
                ALTER TABLE trades ALTER COLUMN volume TYPE bigint, DROP COLUMN source_id;
                DELETE FROM quotes WHERE bid IS NULL OR ask IS NULL;
                ALTER TABLE quotes ALTER COLUMN bid_size TYPE bigint, ALTER COLUMN ask_size TYPE bigint, ALTER COLUMN volume TYPE bigint,
                    ALTER COLUMN bid SET NOT NULL, ALTER COLUMN ask SET NOT NULL;
                ALTER TABLE book_updates ALTER COLUMN quantity TYPE bigint;
                ALTER TABLE latest_prices ALTER COLUMN bid_size TYPE bigint, ALTER COLUMN ask_size TYPE bigint;
                """ + Views.LatestPriceView.Create);
    }
}
