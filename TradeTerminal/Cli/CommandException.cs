using System.Text.Json;

namespace TradeTerminal.Cli;

/// <summary>Ends a command with a code and a sentence on standard error.</summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>Problem details, where the terminal gave them.</summary>
    public JsonElement? Details { get; init; }

    /// <summary>The problem's member of this name as text.</summary>
    public string? Detail(string name) =>
        Details is { ValueKind: JsonValueKind.Object } details && details.TryGetProperty(name, out var value) ? value.ToString() : null;
}
