using TradeTerminal.Api;
using TradeTerminal.Producers.Replay.Recordings;

namespace TradeTerminal.Producers.Replay;

/// <summary>What was asked for, from a query or a body, with what is wrong with it.</summary>
internal sealed class ReplayRequest
{
    public QueryArguments Arguments { get; } = new();

    public ReplayFormat? Format { get; private init; }

    public ReplaySpeed Speed { get; private set; } = ReplaySpeed.Original;

    public bool Confirmed { get; private set; }

    public bool ShiftToNow { get; private set; }

    public bool Paused { get; private set; }

    public DateTime From { get; private set; }

    public DateTime To { get; private set; }

    public static ReplayRequest Of(ReplayQuery query)
    {
        var request = Of(query.Feed);
        request.Read(
            query.Speed, request.Flag("confirm", query.Confirm), request.Flag("shiftToNow", query.ShiftToNow),
            request.Flag("paused", query.Paused));
        return request;
    }

    public static ReplayRequest Of(ReplayRange range)
    {
        var request = Of(range.Feed);
        request.Read(range.Speed, range.Confirm ?? false, range.ShiftToNow ?? false, range.Paused ?? false);
        var (from, to) = request.Arguments.Range(range.From, range.To);
        if (range.From is null || range.To is null)
        {
            request.Arguments.Refuse(range.From is null ? "from" : "to", "an ISO-8601 time such as 2026-03-01T14:30:00Z");
        }

        (request.From, request.To) = (from ?? default, to ?? default);
        return request;
    }

    private static ReplayRequest Of(string? feed)
    {
        var request = new ReplayRequest { Format = ReplayFormats.Find(feed) };
        if (request.Format is null)
        {
            request.Arguments.Refuse("feed", $"one of {string.Join(", ", ReplayFormats.All.Select(format => format.Feed))}");
        }

        return request;
    }

    private void Read(string? speed, bool confirm, bool shiftToNow, bool paused)
    {
        (Confirmed, ShiftToNow, Paused) = (confirm, shiftToNow, paused);
        if (speed is not null)
        {
            Speed = SpeedOf(speed, Arguments);
        }
    }

    public static ReplaySpeed SpeedOf(string? text, QueryArguments arguments)
    {
        if (ReplaySpeed.TryParse(text, out var speed))
        {
            return speed.Value;
        }

        arguments.Refuse("speed", ReplaySpeed.Rule);
        return ReplaySpeed.Original;
    }

    private bool Flag(string name, string? text)
    {
        if (text is not null && !bool.TryParse(text, out _))
        {
            Arguments.Refuse(name, "true or false");
        }

        return bool.TryParse(text, out var flag) && flag;
    }
}
