namespace TradeTerminal.Api.Streaming;

/// <summary>How many clients listen to the stream, and room for no more than are allowed.</summary>
internal sealed class StreamCount
{
    private int _clients;

    public int Clients => Volatile.Read(ref _clients);

    /// <summary>A place to give back by disposing; null when all are taken.</summary>
    public IDisposable? TryEnter(int most)
    {
        if (Interlocked.Increment(ref _clients) > most)
        {
            Interlocked.Decrement(ref _clients);
            return null;
        }

        return new Place(this);
    }

    private sealed class Place(StreamCount count) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Interlocked.Decrement(ref count._clients);
            }
        }
    }
}
