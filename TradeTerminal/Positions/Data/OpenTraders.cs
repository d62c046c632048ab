namespace TradeTerminal.Positions.Data;

/// <summary>The traders whose positions somebody looks at.</summary>
internal sealed class OpenTraders
{
    /// <summary>Of all viewers; the positions of further ones wait until some are closed.</summary>
    public const int Most = 200;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _viewers = new(StringComparer.Ordinal);

    /// <summary>Until the result is disposed.</summary>
    public IDisposable Add(string trader)
    {
        lock (_lock)
        {
            _viewers[trader] = _viewers.GetValueOrDefault(trader) + 1;
        }

        return new Look(this, trader);
    }

    public string[] Names()
    {
        lock (_lock)
        {
            return [.. _viewers.Keys.Take(Most)];
        }
    }

    private void Remove(string trader)
    {
        lock (_lock)
        {
            if (--_viewers[trader] == 0)
            {
                _viewers.Remove(trader);
            }
        }
    }

    private sealed class Look(OpenTraders all, string trader) : IDisposable
    {
        private int _isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                all.Remove(trader);
            }
        }
    }
}
