using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Statistics;

namespace TradeTerminal.Api;

/// <summary>
/// Reads the arguments of one request and collects what is wrong with them, so that the answer names every
/// bad argument and says what it may be.
/// </summary>
internal sealed class QueryArguments
{
    public const int MostTickers = 500;

    private readonly Dictionary<string, string[]> _problems = [];

    public bool AreValid => _problems.Count == 0;

    /// <summary>One sentence an argument.</summary>
    public IReadOnlyList<string> Problems => [.. _problems.Values.SelectMany(problem => problem)];

    public ValidationProblem Problem => TypedResults.ValidationProblem(
        _problems, title: "An argument is wrong.", detail: string.Join(' ', Problems));

    public void Refuse(string name, string rule) => Add(name, $"'{name}' must be {rule}.");

    public void Add(string name, string problem) => _problems[name] = [problem];

    public TickerFilter Tickers(string? text, string name = "tickers")
    {
        var filter = TickerFilter.Of((text ?? "").Split(','));
        if (filter.Symbols.Count > MostTickers || !filter.Symbols.All(symbol => Symbol.TryParse(symbol, out var parsed) && parsed == symbol))
        {
            Refuse(name, $"at most {MostTickers} symbols with commas between, each {Symbol.Rule}");
        }

        return filter;
    }

    public string Ticker(string? text, string name = "ticker")
    {
        if (Symbol.TryParse(text, out var ticker))
        {
            return ticker;
        }

        Refuse(name, $"one symbol, {Symbol.Rule}");
        return "";
    }

    /// <summary>One of the choices, in any case; null when the argument is missing.</summary>
    public string? Choice(string name, string? text, IReadOnlyCollection<string> choices)
    {
        var chosen = choices.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (text is not null && chosen is null)
        {
            Refuse(name, $"one of {string.Join(", ", choices)}");
        }

        return chosen;
    }

    /// <summary>Names as <see cref="SeriesNames"/> gives them, such as <c>AAPL,quotes:AAPL</c>.</summary>
    public TickerFilter Series(string? text)
    {
        var filter = TickerFilter.Of((text ?? "").Split(','));
        if (filter.Symbols.Count > MostTickers
            || !filter.Symbols.All(name => Instrument.TryParse(name, out var found) && found.Venue.Length == 0))
        {
            Refuse("tickers",
                $"at most {MostTickers} symbols with commas between, each {Symbol.Rule}, or with its feed before it, as in crypto:BTC-USD");
        }

        return filter;
    }

    /// <summary>One of the feeds; null when none is given.</summary>
    public string? Feed(string? text, IReadOnlyList<string> known)
    {
        var feed = text?.Trim().ToLowerInvariant();
        if (feed is not null && !known.Contains(feed))
        {
            Refuse("feed", $"one of {string.Join(", ", known)}");
        }

        return feed;
    }

    /// <summary>One venue of a feed that has venues; empty for all of them.</summary>
    public string Venue(string? text, string? feed)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        if ((feed is not null && !PricedFeeds.WithVenues.Contains(feed)) || !Symbol.TryParse(text, out var venue))
        {
            Refuse("venue", $"one venue of the feed {string.Join(" or ", PricedFeeds.WithVenues)}, {Symbol.Rule}");
            return "";
        }

        return venue;
    }

    public int Number(string name, string? text, int otherwise, int least, int most)
    {
        if (text is null)
        {
            return otherwise;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number < least || number > most)
        {
            Refuse(name, $"a whole number from {least} to {most}");
        }

        return number;
    }

    /// <summary>Both bounds may be missing. <c>from</c> belongs to the range, <c>to</c> does not.</summary>
    public (DateTime? From, DateTime? To) Range(string? from, string? to)
    {
        var (first, end) = (Time("from", from), Time("to", to));
        if (first > end)
        {
            Refuse("from", "no later than 'to'");
        }

        return (first, end);
    }

    /// <summary>A UTC day; today when the argument is missing.</summary>
    public DateOnly Day(string? text, DateTime utcNow)
    {
        if (text is null)
        {
            return DateOnly.FromDateTime(utcNow);
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day.Year is < 1970 or > 9000)
        {
            Refuse("day", "a UTC day such as 2026-03-01");
        }

        return day;
    }

    public Interval Interval(string? text)
    {
        if (Ingest.Prices.Interval.TryParse(text ?? Ingest.Prices.Interval.Minute.Name, out var interval))
        {
            return interval;
        }

        Refuse("interval", Ingest.Prices.Interval.Rule);
        return Ingest.Prices.Interval.Minute;
    }

    public Side? Side(string? text)
    {
        var side = Sides.Parse(text);
        if (text is not null && side is null)
        {
            Refuse("side", "buy, sell or unknown");
        }

        return side;
    }

    public string? Reason(string? text)
    {
        if (text is not null && !RejectReasons.All.Contains(text))
        {
            Refuse("reason", $"one of {string.Join(", ", RejectReasons.All)}");
        }

        return text;
    }

    public DateTime? Time(string name, string? text)
    {
        if (text is null)
        {
            return null;
        }

        // A plus that was not escaped arrives as a space, and a day may stand without a time.
        var iso = text.Length == 10 ? text + "T00:00" : text.Length > 16 ? text[..16] + text[16..].Replace(' ', '+') : text;
        if (!IsoTimestamp.TryParse(Encoding.UTF8.GetBytes(iso), out var utc))
        {
            Refuse(name, "an ISO-8601 time such as 2026-03-01T14:30:00Z; without a zone it is UTC");
        }

        return utc;
    }
}
