using System.Text;
using System.Text.Json;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Feeds.Judging;

/// <summary>
/// The hand-written reader and Utf8JsonReader, whose defaults allow 64 levels, agree on which bytes are one JSON object.
/// </summary>
public sealed class JsonCursorTests
{
    [Fact]
    public void TryRead_JsonLikeBytes_AgreesWithTheFrameworksReader() => Properties.HoldForSeeds(
        100_000, random => AssertAgree([(byte)'{', .. JsonNoise.Bytes(random), .. random.Next(2) == 0 ? "}"u8 : []]));

    [Fact]
    public void TryRead_Values_AgreesWithTheFrameworksReader()
    {
        var valid = 0;
        Properties.HoldForSeeds(50_000, random => valid += AssertAgree(Object(random)) ? 1 : 0);

        Assert.InRange(valid, 10_000, 49_000);
    }

    [Fact]
    public void TryRead_MutatedObjects_AgreesWithTheFrameworksReader() =>
        Properties.HoldForSeeds(100_000, random => AssertAgree(JsonNoise.Mutate(Object(random), random)));

    [Fact]
    public void TryRead_AnyBytes_AgreesWithTheFrameworksReader() =>
        Properties.Hold(Properties.Any<byte[]>(), 5_000, bytes => AssertAgree(bytes));

    [Theory]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(66)]
    public void TryRead_Depth_EndsAt64(int depth)
    {
        var arrays = $"{{\"a\":{new string('[', depth - 1)}{new string(']', depth - 1)}}}";
        var objects = $"{string.Concat(Enumerable.Repeat("{\"a\":", depth))}1{new string('}', depth)}";
        var mixed = $"{{\"a\":{string.Concat(Enumerable.Repeat("[{\"a\":", depth / 2))}1{string.Concat(Enumerable.Repeat("}]", depth / 2))}}}";

        Assert.Equal(depth <= 64, AssertAgree(Encoding.UTF8.GetBytes(arrays)));
        Assert.Equal(depth <= 64, AssertAgree(Encoding.UTF8.GetBytes(objects)));
        AssertAgree(Encoding.UTF8.GetBytes(mixed));
    }

    private static byte[] Object(Random random)
    {
        var text = new StringBuilder("{");
        for (var rest = random.Next(4); rest > 0; rest--)
        {
            text.Append("\"k\":").Append(JsonNoise.Value(random)).Append(rest > 1 ? "," : "");
        }

        return Encoding.UTF8.GetBytes(text.Append('}').ToString());
    }

    private static bool AssertAgree(byte[] bytes)
    {
        var ours = TradeFields.TryRead(bytes, out _);
        Assert.True(ours == IsObject(bytes), $"The cursor says {ours} of {Encoding.Latin1.GetString(bytes)}");
        return ours;
    }

    private static bool IsObject(byte[] bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            var isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (reader.Read())
            {
            }

            return isObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
