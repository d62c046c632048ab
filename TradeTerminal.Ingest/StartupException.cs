namespace TradeTerminal.Ingest;

/// <summary>
/// Something that a person can put right keeps the terminal from starting. The message is for that person: it says
/// what is wrong and what to do, and needs no stack trace beside it.
/// </summary>
public sealed class StartupException : Exception
{
    public StartupException(string message)
        : base(message)
    {
    }

    public StartupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
