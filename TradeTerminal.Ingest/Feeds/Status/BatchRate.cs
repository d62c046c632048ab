using System.Collections.Immutable;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>One written batch: when it was durable, how many messages it held and how long the write took.</summary>
public readonly record struct WrittenBatch(DateTimeOffset At, int Messages, TimeSpan Elapsed);

/// <summary>The newest batches, at most <see cref="Capacity"/>, oldest first.</summary>
public sealed record BatchRate(ImmutableArray<WrittenBatch> Recent, ImmutableArray<SecondCount> Seconds)
{
    public const int Capacity = 50;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public static BatchRate Empty { get; } = new([], []);

    public BatchRate With(WrittenBatch batch)
    {
        var recent = Recent.Length < Capacity ? Recent.Add(batch) : Recent.RemoveAt(0).Add(batch);
        var second = batch.At.ToUnixTimeSeconds();
        var seconds = Seconds.RemoveAll(count => count.Second < second - (long)Window.TotalSeconds);
        return new BatchRate(recent, seconds is [.., var last] && last.Second == second
            ? seconds.SetItem(seconds.Length - 1, last with { Messages = last.Messages + batch.Messages })
            : seconds.Add(new SecondCount(second, batch.Messages)));
    }

    /// <summary>
    /// Messages per second written over the last ten seconds of wall time. The second that runs is a part of one, so of the
    /// oldest only the rest counts: else every figure would be low by half a second.
    /// </summary>
    public double PerSecond(DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        var oldest = second - (long)Window.TotalSeconds;
        var passed = (now - DateTimeOffset.FromUnixTimeSeconds(second)).TotalSeconds;
        var messages = Seconds.Sum(count => count.Second > oldest ? count.Messages : count.Second == oldest ? count.Messages * (1 - passed) : 0);
        return messages / Window.TotalSeconds;
    }
}

/// <summary>Messages written in one second of wall time.</summary>
public readonly record struct SecondCount(long Second, long Messages);
