using System.CommandLine;

namespace TradeTerminal.Cli.Rejected;

/// <summary>Which refused messages, as several commands take it.</summary>
internal sealed class RejectedFilter
{
    private readonly Option<string?>[] _options =
    [
        new("--reason") { Description = "Only one reason, such as missing_field" },
        new("--feed") { Description = "Only one feed, such as trades" },
        new("--resubmitted") { Description = "never, any, or what became of it, such as accepted" },
        new("--from") { Description = "Rejected then or later, such as 2026-03-01T14:30:00Z" },
        new("--to") { Description = "Rejected before" },
    ];

    public void AddTo(Command command) => Array.ForEach(_options, command.Options.Add);

    /// <summary>As the API takes it, each part with an ampersand before it.</summary>
    public string Query(ParseResult given) => string.Concat(_options.Where(option => given.GetValue(option) is not null)
        .Select(option => $"&{option.Name.TrimStart('-')}={Uri.EscapeDataString(given.GetValue(option)!)}"));
}
