using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>Price move, levels, and volume spike where the feed's volumes are those of its ticks.</summary>
internal abstract class PricedRules<TEvent>(string feed, bool judgesVolume) : FeedRules<TEvent, PricedState>(feed)
    where TEvent : struct, IFeedEvent<TEvent>
{
    public override void Judge(in TEvent e, PricedState state, RuleSet rules, List<Finding> found)
    {
        var tick = View(e);
        var venue = state.Venue(tick.Venue);
        if (tick.At < venue.At)
        {
            return;
        }

        if (rules.PriceMove.Enabled)
        {
            PriceMove.Judge(tick, venue, rules.PriceMove, found);
        }

        LevelRule.Judge(tick, venue, state.Levels, rules.Levels.Armed(Feed, tick.Symbol), found);
        (venue.At, venue.Price) = (tick.At, tick.Price);
        if (judgesVolume)
        {
            if (rules.VolumeSpike.Enabled)
            {
                VolumeSpike.Judge(tick, state, rules.VolumeSpike, found);
            }

            state.Volumes.Add(tick.Volume);
        }

        JudgeQuote(e, venue, state, rules, found);
    }

    protected abstract PricedEvent View(in TEvent e);

    /// <summary>What a feed of quotes adds.</summary>
    protected virtual void JudgeQuote(in TEvent e, VenueState venue, PricedState state, RuleSet rules, List<Finding> found)
    {
    }
}
