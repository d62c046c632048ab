using System.Text;

namespace TradeTerminal.Tests.Charts;

internal sealed record FrameCandle(DateTime Time, double Open, double High, double Low, double Close, double Volume, double Notional);

internal sealed record CandlesFrame(bool Whole, int Decimals, string Symbol, uint Interval, IReadOnlyList<FrameCandle> Candles);

internal sealed record FrameLine(string Symbol, int Decimals, IReadOnlyList<(DateTime Time, double First, double Price)> Points);

internal sealed record LinesFrame(bool Whole, uint Chosen, IReadOnlyList<FrameLine> Lines);

/// <summary>Reads frames as the browser does, by their documented layout.</summary>
internal static class FrameReader
{
    internal static CandlesFrame ReadCandles(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.ASCII);
        Assert.Equal(1, reader.ReadByte());
        var frame = new CandlesFrame(
            reader.ReadBoolean(), reader.ReadByte(), reader.ReadString(), reader.ReadUInt32(),
            Read(reader.ReadUInt32(), () => new FrameCandle(
                Time(reader), reader.ReadDouble(), reader.ReadDouble(),
                reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble())));
        Assert.Equal(bytes.Length, reader.BaseStream.Position);
        return frame;
    }

    internal static LinesFrame ReadLines(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.ASCII);
        Assert.Equal(2, reader.ReadByte());
        var frame = new LinesFrame(
            reader.ReadBoolean(), reader.ReadUInt32(),
            Read(reader.ReadByte(), () => new FrameLine(
                reader.ReadString(), reader.ReadByte(),
                Read(reader.ReadUInt16(), () => (Time(reader), reader.ReadDouble(), reader.ReadDouble())))));
        Assert.Equal(bytes.Length, reader.BaseStream.Position);
        return frame;
    }

    private static DateTime Time(BinaryReader reader) => DateTime.UnixEpoch.AddSeconds(reader.ReadUInt32());

    private static List<T> Read<T>(uint count, Func<T> read) => [.. Enumerable.Range(0, (int)count).Select(_ => read())];
}
