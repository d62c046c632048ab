using System.Runtime.CompilerServices;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>
/// The newest trades of one ticker by event time, however they arrive. Holds at most <see cref="Depth"/>.
/// <para>
/// A view is a slice of the buffer behind it: trades are only ever appended after what a view shows, so
/// views need no copy. A late trade, which has to go in between, gets a new buffer.
/// </para>
/// </summary>
internal sealed class TapeBook
{
    public const int Depth = 1_000;

    /// <summary>Trades that fit behind a full tape before it moves; small, since every active ticker has it.</summary>
    private const int Room = Depth / 8;

    private Trade[] _buffer = new Trade[64];
    private int _start;
    private int _end;

    /// <summary>Oldest first.</summary>
    public ReadOnlyMemory<Trade> View => _buffer.AsMemory(_start, _end - _start);

    public int Bytes => _buffer.Length * Unsafe.SizeOf<Trade>();

    public void Add(in Trade trade)
    {
        var late = _end > _start && Trade.CompareByTime(trade, _buffer[_end - 1]) < 0;
        if (late)
        {
            Insert(trade);
            return;
        }

        if (_end == _buffer.Length)
        {
            Move();
        }

        _buffer[_end++] = trade;
        _start = Math.Max(_start, _end - Depth);
    }

    /// <summary>Takes over trades of which it knows the newer ones, in any order; what came since may lie between them.</summary>
    public void AddOlder(IEnumerable<Trade> older)
    {
        Trade[] all = [.. older, .. View.Span];
        Array.Sort(all, static (left, right) => Trade.CompareByTime(left, right));
        var held = Math.Min(all.Length, Depth);
        var next = new Trade[Capacity(held)];
        Array.Copy(all, all.Length - held, next, 0, held);
        (_buffer, _start, _end) = (next, 0, held);
    }

    private void Insert(in Trade trade)
    {
        var at = _end;
        while (at > _start && Trade.CompareByTime(trade, _buffer[at - 1]) < 0)
        {
            at--;
        }

        if (at == _start && _end - _start == Depth)
        {
            return;
        }

        at -= _start;
        Move();
        Array.Copy(_buffer, at, _buffer, at + 1, _end - at);
        _buffer[at] = trade;
        _end++;
        _start = Math.Max(_start, _end - Depth);
    }

    private static int Capacity(int held) => Math.Min(Depth + Room, Math.Max(64, 2 * (held + 1)));

    private void Move()
    {
        var held = _end - _start;
        var next = new Trade[Capacity(held)];
        Array.Copy(_buffer, _start, next, 0, held);
        (_buffer, _start, _end) = (next, 0, held);
    }
}
