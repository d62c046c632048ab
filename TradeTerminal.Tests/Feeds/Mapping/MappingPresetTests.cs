using System.Text;
using System.Text.Json;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Mapping;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Feeds.Mapping;

/// <summary>A message of each vendor's published shape, with made-up figures, written by hand: <c>Presets/*.json</c>.</summary>
public sealed class MappingPresetTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "TradeTerminal.Tests", "Feeds", "Mapping", "Presets");

    public static TheoryData<string> Names => [.. MappingPresets.All.Select(preset => preset.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Preset_ItsVendorsMessage_IsReadExactly(string name)
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{name}.json")));
        var feed = MappingPresets.All.First(preset => preset.Name == name).Feed;
        var mapping = MappingSamples.Mapping(feed, $"Preset={name}");

        foreach (var message in List(golden, "alike").Prepend(golden.RootElement.GetProperty("message")))
        {
            var (reason, words, read) = MappingSamples.Judge(feed, mapping, Bytes(message));

            Assert.True(reason == RejectReason.None, $"{reason}: {words}");
            foreach (var expected in golden.RootElement.GetProperty("expected").EnumerateObject())
            {
                Assert.Equal(
                    read[expected.Name] switch
                    {
                        decimal => expected.Value.GetDecimal(),
                        DateTime => expected.Value.GetDateTime(),
                        _ => expected.Value.GetString(),
                    },
                    read[expected.Name]);
            }
        }

        Assert.All(List(golden, "ignored"), message =>
            Assert.Equal(RejectReason.Ignored, MappingSamples.Judge(feed, mapping, Bytes(message)).Reason));
        Assert.NotEmpty(List(golden, "ignored"));
        Assert.All(List(golden, "refused"), message =>
            Assert.NotEqual(RejectReason.None, MappingSamples.Judge(feed, mapping, Bytes(message)).Reason));
    }

    private static List<JsonElement> List(JsonDocument golden, string name) =>
        golden.RootElement.TryGetProperty(name, out var list) ? [.. list.EnumerateArray()] : [];

    private static byte[] Bytes(JsonElement message) => Encoding.UTF8.GetBytes(message.GetRawText());
}
