namespace TradeTerminal.Tests.Support.Scripted;

/// <summary>One partition, as a test writes it: also in ways only a broker can. Thread-safe.</summary>
internal sealed class ScriptedLog
{
    private readonly Lock _gate = new();
    private readonly List<RecordBatch> _batches = [];
    private readonly List<(long ProducerId, long First, long Last)> _aborted = [];
    private readonly Dictionary<RecordBatch, RecordBatch> _lossy = [];
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _producers;

    internal long Low { get; private set; }

    internal long High { get; private set; }

    /// <summary>It answers, says how far it goes, and gives nothing.</summary>
    internal bool Withholds { get; set; }

    /// <summary>Completes when the log is another one than now.</summary>
    internal Task Changed => _grown.Task;

    internal void Append(IEnumerable<byte[]?> messages) => Change(() => AddRecords(messages, null));

    /// <summary>A whole transaction of its own producer, with its marker.</summary>
    internal void AppendTransaction(IEnumerable<byte[]?> messages, bool isCommit) => Change(() =>
    {
        var (producer, first) = (++_producers, High);
        AddRecords(messages, producer);
        if (!isCommit)
        {
            _aborted.Add((producer, first, High));
        }

        Add(RecordBatch.Marker(High, producer, isCommit));
    });

    /// <summary>As many offsets as there are messages, of which compaction has left those that are not null.</summary>
    internal void AppendCompacted(IReadOnlyList<byte[]?> messages) => Change(() => Add(RecordBatch.Of(
        High, High + messages.Count - 1, messages.Index().Where(left => left.Item is not null)
            .Select(left => (High + left.Index, left.Item)))));

    /// <summary>Messages in one batch, of which the first who fetches them does not get one.</summary>
    internal void AppendLossy(IReadOnlyList<byte[]?> messages, int lost) => Change(() =>
    {
        var records = messages.Select((message, index) => (Offset: High + index, message)).ToList();
        var (first, last) = (High, High + records.Count - 1);
        var batch = RecordBatch.Of(first, last, records);
        _lossy[batch] = RecordBatch.Of(first, last, records.Where(record => record.Offset != first + lost));
        Add(batch);
    });

    /// <summary>Retention: what lies before this offset is not there any more.</summary>
    internal void DeleteUntil(long low) => Change(() =>
    {
        _batches.RemoveAll(batch => batch.Last < low);
        Low = low;
    });

    /// <summary>An unclean election: the log ends here now.</summary>
    internal void CutAt(long high) => Change(() =>
    {
        _batches.RemoveAll(batch => batch.Last >= high);
        High = _batches.Count == 0 ? Low : _batches[^1].Last + 1;
    });

    /// <summary>Whole batches from the one that holds this offset on, as a fetch has them.</summary>
    internal (long High, byte[] Records, (long ProducerId, long First)[] Aborted) Fetch(long from)
    {
        lock (_gate)
        {
            return (
                High,
                [.. _batches.Where(batch => batch.Last >= from && !Withholds)
                    .SelectMany(batch => (_lossy.Remove(batch, out var lossy) ? lossy : batch).Bytes)],
                [.. _aborted.Where(aborted => aborted.Last >= from).Select(aborted => (aborted.ProducerId, aborted.First))]);
        }
    }

    internal bool Holds(long offset)
    {
        lock (_gate)
        {
            return offset >= Low && offset <= High;
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource before;
        lock (_gate)
        {
            change();
            before = _grown;
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        before.SetResult();
    }

    private void AddRecords(IEnumerable<byte[]?> messages, long? producer)
    {
        var records = messages.Select((message, index) => (High + index, message)).ToList();
        Add(RecordBatch.Of(High, High + records.Count - 1, records, producer));
    }

    private void Add(RecordBatch batch)
    {
        _batches.Add(batch);
        High = batch.Last + 1;
    }
}
