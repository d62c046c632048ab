namespace TradeTerminal.Help;

/// <summary>How a program does what a screen does.</summary>
/// <param name="Does">In words.</param>
/// <param name="Call"><c>GET /api/trades?tickers=AAPL</c>, or with a JSON body behind the address.</param>
public sealed record ApiCall(string Does, string Call);
