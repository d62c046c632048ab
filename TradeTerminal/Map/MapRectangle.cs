using System.Globalization;

namespace TradeTerminal.Map;

/// <summary>A rectangle of the map, in hundredths of its width and height.</summary>
public readonly record struct MapRectangle(double X, double Y, double Width, double Height)
{
    public string Style => string.Create(
        CultureInfo.InvariantCulture, $"left:{X:0.###}%;top:{Y:0.###}%;width:{Width:0.###}%;height:{Height:0.###}%");
}
