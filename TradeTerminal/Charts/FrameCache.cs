using System.Collections.Concurrent;

namespace TradeTerminal.Charts;

/// <summary>What a frame shows, and the versions of the market it leads from and to.</summary>
internal readonly record struct FrameKey(string Subject, bool Whole, long From, long To);

/// <summary>
/// A frame ready to be sent: nothing to send when <paramref name="Bytes"/> is empty. It brings a chart to
/// <paramref name="Version"/>; <paramref name="Missing"/> when something changed that only the database can tell.
/// </summary>
internal sealed record SharedFrame(byte[] Bytes, long Version, bool Missing);

/// <summary>
/// Frames built once for all viewers who need the same step. The newest <see cref="Capacity"/> are kept: viewers
/// in step ask for one within milliseconds of each other, and one who asks later has it built again.
/// </summary>
internal sealed class FrameCache
{
    public const int Capacity = 128;

    private readonly ConcurrentDictionary<FrameKey, Lazy<SharedFrame>> _frames = new();
    private readonly ConcurrentQueue<FrameKey> _oldestFirst = new();

    public SharedFrame GetOrBuild(FrameKey key, Func<SharedFrame> build)
    {
        if (_frames.TryGetValue(key, out var known))
        {
            return known.Value;
        }

        var frame = new Lazy<SharedFrame>(build);
        if (!_frames.TryAdd(key, frame))
        {
            return _frames.TryGetValue(key, out known) ? known.Value : frame.Value;
        }

        _oldestFirst.Enqueue(key);
        while (_oldestFirst.Count > Capacity && _oldestFirst.TryDequeue(out var oldest))
        {
            _frames.TryRemove(oldest, out _);
        }

        return frame.Value;
    }
}
