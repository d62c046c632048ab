namespace TradeTerminal.Cli.Doctor;

/// <summary>What one check has found.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="State"><c>ok</c>, <c>doubt</c> or <c>wrong</c>.</param>
/// <param name="Says">What was found, in a sentence.</param>
/// <param name="Do">What to do about it; where all is well, a command to copy, or nothing.</param>
internal sealed record Diagnosis(string Check, string State, string Says, string Do)
{
    public bool IsWrong => State == "wrong";

    public static Diagnosis Ok(string check, string says) => new(check, "ok", says, "");

    public static Diagnosis Command(string check, string says, string command) => new(check, "ok", says, command);

    public static Diagnosis Doubt(string check, string says, string advice) => new(check, "doubt", says, advice);

    public static Diagnosis Wrong(string check, string says, string advice) => new(check, "wrong", says, advice);
}
