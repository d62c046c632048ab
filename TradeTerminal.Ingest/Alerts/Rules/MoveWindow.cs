using System.Text.Json;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>
/// The lowest and the highest price of the trailing window of one symbol and venue, kept in <see cref="Steps"/> steps: what is
/// remembered reaches back the window and at most one step more.
/// </summary>
internal sealed class MoveWindow
{
    private const int Steps = 20;

    private readonly List<Step> _steps = [];

    /// <summary>Takes what has left the window out of it.</summary>
    public void Advance(DateTime at, TimeSpan window)
    {
        var from = at - window - (window / Steps);
        var left = 0;
        while (left < _steps.Count && _steps[left].Start < from)
        {
            left++;
        }

        _steps.RemoveRange(0, left);
    }

    public void Add(decimal price, DateTime at, TimeSpan window)
    {
        var step = window.Ticks / Steps;
        var start = new DateTime(at.Ticks - (at.Ticks % step), DateTimeKind.Utc);
        var one = new Point(price, at);
        if (_steps.Count == 0 || _steps[^1].Start < start)
        {
            _steps.Add(new Step(start, one, one));
            return;
        }

        var last = _steps[^1];
        _steps[^1] = last with { Low = price < last.Low.Price ? one : last.Low, High = price > last.High.Price ? one : last.High };
    }

    /// <summary>Of the lowest and the highest the one from which <paramref name="price"/> has moved more; null without any but 0.</summary>
    public Point? Farthest(decimal price)
    {
        if (_steps.Count == 0)
        {
            return null;
        }

        var low = _steps.MinBy(step => step.Low.Price).Low;
        var high = _steps.MaxBy(step => step.High.Price).High;
        if (low.Price == 0 || high.Price == 0)
        {
            return low.Price != 0 ? low : high.Price != 0 ? high : null;
        }

        return Math.Abs(price - low.Price) * Math.Abs(high.Price) >= Math.Abs(high.Price - price) * Math.Abs(low.Price) ? low : high;
    }

    /// <summary>As <c>[start, low, at, high, at, …]</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var step in _steps)
        {
            json.WriteTime(step.Start);
            json.WriteNumberValue(step.Low.Price);
            json.WriteTime(step.Low.At);
            json.WriteNumberValue(step.High.Price);
            json.WriteTime(step.High.At);
        }

        json.WriteEndArray();
    }

    public static MoveWindow Read(JsonElement json)
    {
        var window = new MoveWindow();
        for (var i = 0; i < json.GetArrayLength(); i += 5)
        {
            window._steps.Add(new Step(
                json[i].GetTime(), new Point(json[i + 1].GetDecimal(), json[i + 2].GetTime()),
                new Point(json[i + 3].GetDecimal(), json[i + 4].GetTime())));
        }

        return window;
    }

    internal readonly record struct Point(decimal Price, DateTime At);

    private readonly record struct Step(DateTime Start, Point Low, Point High);
}
