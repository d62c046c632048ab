using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Tests.Alerts.Levels;

internal static class TestLevel
{
    internal static Level Of(
        string symbol, decimal price, LevelDirection direction = LevelDirection.Crosses, Repeat repeat = Repeat.Once, string feed = "trades") =>
        new()
        {
            LevelId = Guid.NewGuid(), Feed = feed, Symbol = symbol, Price = price, Direction = direction, Repeat = repeat,
            ArmedAt = Market.Start,
        };
}
