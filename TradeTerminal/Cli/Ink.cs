namespace TradeTerminal.Cli;

/// <summary>Colours, only where a person looks: not in a pipe, a file, or where NO_COLOR asks for none.</summary>
internal sealed class Ink(bool isOn)
{
    public static Ink For(TextWriter output) => new(
        ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb");

    public string Good(string text) => Paint("32", text);

    public string Bad(string text) => Paint("31", text);

    public string Doubtful(string text) => Paint("33", text);

    public string Weak(string text) => Paint("2", text);

    private string Paint(string code, string text) => isOn ? $"\e[{code}m{text}\e[0m" : text;
}
