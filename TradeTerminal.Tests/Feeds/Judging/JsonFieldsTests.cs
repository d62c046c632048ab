using System.Text;
using System.Text.Json;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Feeds.Judging;

public sealed class JsonFieldsTests
{
    private static readonly string[] Names = ["k0", "k1", "k2", "k3"];

    private readonly JsonFields _fields = new(Names);

    /// <summary>The framework's document gives the last of duplicate keys and resolves escapes as well.</summary>
    [Fact]
    public void TryRead_Objects_FindsWhatTheFrameworkFinds()
    {
        var found = 0;
        Properties.HoldForSeeds(30_000, random =>
        {
            var message = Object(random);
            var values = new Utf8Slice[Names.Length];
            Assert.Equal(TradeFields.TryRead(message, out _), _fields.TryRead(message, values));
            if (_fields.TryRead(message, values))
            {
                found += AssertSame(message, values);
            }
        });
        Assert.True(found > 10_000, $"{found} values");
    }

    [Fact]
    public void TryRead_MutatedObjects_AgreesWithTheReaderOfTrades() => Properties.HoldForSeeds(50_000, random =>
    {
        var message = JsonNoise.Mutate(Object(random), random);
        Assert.Equal(TradeFields.TryRead(message, out _), _fields.TryRead(message, new Utf8Slice[Names.Length]));
    });

    [Fact]
    public void TryRead_ValuesOfTheMessageBefore_AreForgotten()
    {
        var values = new Utf8Slice[Names.Length];

        Assert.True(_fields.TryRead("{\"k1\":1}"u8, values));
        Assert.True(_fields.TryRead("{\"k2\":2}"u8, values));

        Assert.Equal(
            [JsonKind.Missing, JsonKind.Missing, JsonKind.Number, JsonKind.Missing], values.Select(value => value.Kind));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a_name_of_18_bytes")]
    public void Add_NameThatDoesNotFit_Throws(string name) => Assert.Throws<ArgumentException>(() => new JsonFields(name));

    [Fact]
    public void Add_TooManyNames_Throws()
    {
        var names = Enumerable.Range(0, JsonFields.MaxNames).Select(number => $"n{number}").ToArray();

        Assert.Equal("name", Assert.Throws<ArgumentException>(() => new JsonFields(names).Add("n16")).ParamName);
    }

    private static int AssertSame(byte[] message, Utf8Slice[] values)
    {
        using var document = JsonDocument.Parse(message);
        for (var i = 0; i < Names.Length; i++)
        {
            var expected = document.RootElement.TryGetProperty(Names[i], out var element) ? element.GetRawText().Trim('"') : null;
            var actual = values[i].Kind == JsonKind.Missing ? null : Encoding.UTF8.GetString(values[i].Of(message)).Trim('"');
            Assert.Equal(expected, actual);
        }

        return values.Count(value => value.Kind != JsonKind.Missing);
    }

    private static byte[] Object(Random random)
    {
        var text = new StringBuilder("{");
        for (var rest = random.Next(7); rest > 0; rest--)
        {
            var digit = random.Next(6);
            text.Append(random.Next(3) == 0 ? $"\"\\u006b{digit}\" :" : $"\"k{digit}\":")
                .Append(JsonNoise.Value(random)).Append(rest > 1 ? "," : "");
        }

        return Encoding.UTF8.GetBytes(text.Append('}').ToString());
    }
}
