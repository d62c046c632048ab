using System.Globalization;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Configuration;

/// <summary>Checks the settings of <see cref="CryptoOptions"/>. An address is not repeated: there may be a key in it.</summary>
internal static class CryptoSettings
{
    private const string Section = "Producer:Crypto";

    public static IReadOnlyList<string> Keys { get; } =
        [$"{Section}:Preset", $"{Section}:Url", $"{Section}:Path", $"{Section}:Symbol", $"{Section}:PollInterval", $"{Section}:Timeout"];

    public static IEnumerable<SettingProblem> Problems(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (section["Preset"] is { } preset && !CryptoEndpoint.Presets.Contains(preset, StringComparer.OrdinalIgnoreCase))
        {
            yield return Wrong("Preset", preset, $"must be {string.Join(" or ", CryptoEndpoint.Presets)}");
        }

        if (section["Url"] is { } url && !IsAddress(url))
        {
            yield return new SettingProblem($"{Section}:Url",
                $"must be an http or https address; {CryptoEndpoint.Placeholder} in it stands for the symbol.");
        }

        if (section["Url"] is not null && section["Path"] is null)
        {
            yield return new SettingProblem($"{Section}:Path",
                "must be set with Producer:Crypto:Url: where in the answer the price is, such as data[0].price.");
        }

        if (section["Path"] is { } path && !JsonPath.TryParse(path, out _))
        {
            yield return Wrong("Path", path, "must be names with points between and indices in brackets, such as data[0].price");
        }

        if (section["Symbol"] is { } symbol && !Symbol.TryParse(symbol, out _))
        {
            yield return Wrong("Symbol", symbol, $"must be {Symbol.Rule}");
        }

        foreach (var name in (string[])["PollInterval", "Timeout"])
        {
            if (section[name] is { } text
                && (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) || time < TimeSpan.FromSeconds(1)
                    || time > TimeSpan.FromDays(1)))
            {
                yield return Wrong(name, text, "must be a time from 00:00:01 to 1.00:00:00");
            }
        }
    }

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url.Replace(CryptoEndpoint.Placeholder, "BTC", StringComparison.Ordinal), UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https" };

    private static SettingProblem Wrong(string name, string value, string rule) => new($"{Section}:{name}", $"is '{value}' but {rule}.");
}
