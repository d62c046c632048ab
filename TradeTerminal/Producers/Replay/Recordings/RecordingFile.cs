using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>
/// Reads a CSV whose columns are the fields of a feed, for instance
/// <code>timestamp,symbol,price,volume</code>
/// and has every line judged by the feed's own rules before anything is sent. Separators <c>, ; | tab</c> are
/// recognised; an empty cell is a field that is not there.
/// </summary>
internal sealed class RecordingFile
{
    public const long LargestBytes = 32L * 1024 * 1024;

    /// <summary>Problems that are named; the others are counted.</summary>
    public const int MostProblems = 20;

    private const int LargestLine = 64 * 1024;

    private readonly string _name;
    private readonly ReplayFormat _format;
    private readonly FeedJudge _judge;
    private readonly DateTime _utcNow;
    private readonly List<RecordedEvent> _events = [];
    private readonly List<string> _problems = [];
    private readonly List<string> _notes = [];
    private (int Index, ReplayColumn Column)[] _columns = [];
    private int _more;

    private RecordingFile(string name, ReplayFormat format, FeedJudge judge, DateTime utcNow) =>
        (_name, _format, _judge, _utcNow) = (name, format, judge, utcNow);

    /// <summary>The events of the file in the order of their time, lines of the same time in their own.</summary>
    /// <exception cref="RecordingException">The file has a problem, each with its line, or nothing in it.</exception>
    public static Recording Read(Stream csv, string name, ReplayFormat format, FeedJudge judge, DateTime utcNow)
    {
        var file = new RecordingFile(name, format, judge, utcNow);
        file.Read(csv);
        if (file._problems.Count > 0)
        {
            throw new RecordingException(
                file._more == 0 ? file._problems : [.. file._problems, $"{name}: {file._more:N0} more lines have a problem."]);
        }

        if (file._events.Count == 0)
        {
            throw new RecordingException(
                $"{name}: there is no event in it; the first line names the fields, and each line after it is an event.");
        }

        var sorted = file._events.OrderBy(recorded => recorded.At).ToImmutableArray();
        if (!sorted.SequenceEqual(file._events))
        {
            file._notes.Add("Its lines are not in the order of time; they are sent in it.");
        }

        return new Recording(format, new RecordingSource(format.Feed, name, null, null), sorted) { Notes = [.. file._notes] };
    }

    private void Read(Stream csv)
    {
        using var reader = CsvReader.Create(
            csv,
            new CsvReaderOptions
            {
                TrackLineNumbers = true, TrimWhitespace = true, MaxRecordSize = LargestLine,
                MalformedData = CsvMalformedDataHandling.Throw,
            },
            leaveOpen: true);
        try
        {
            reader.ReadHeader();
            if (!TryReadHeader([.. reader.Headers]))
            {
                return;
            }

            using var wire = new WireWriter();
            while (reader.Read())
            {
                ReadLine(reader, wire);
            }
        }
        catch (CsvFormatException exception)
        {
            Refuse(exception.LineNumber, exception.Message);
        }
    }

    private bool TryReadHeader(string[] headers)
    {
        var columns = headers.Select((header, index) => (Index: index, Header: header, Column: _format.Find(header))).ToArray();
        _columns = [.. columns.Where(column => column.Column is not null).Select(column => (column.Index, column.Column!))];
        if (_columns.GroupBy(column => column.Column).FirstOrDefault(same => same.Count() > 1)?.Key is { } twice)
        {
            Refuse(1, $"the column '{twice.Name}' is there twice.");
        }

        var missing = _format.Columns.Where(column => column.Required && !_columns.Any(there => there.Column == column)).ToArray();
        if (missing.Length > 0)
        {
            Refuse(1, $"{string.Join(", ", missing.Select(column => $"'{column.Name}'"))} of feed {_format.Feed} is missing; the fields are {_format.Fields}.");
        }

        var others = columns.Where(column => column.Column is null).Select(column => $"'{column.Header}'").ToArray();
        if (others.Length > 0)
        {
            _notes.Add($"Left out, as feed {_format.Feed} has no such field: {string.Join(", ", others)}.");
        }

        return _problems.Count == 0;
    }

    private void ReadLine(CsvReader reader, WireWriter wire)
    {
        if (_events.Count == Recording.MostEvents)
        {
            throw new RecordingException(
                $"{_name}: there are more than {Recording.MostEvents:N0} events in it, which is the most for one replay.");
        }

        if (reader.FieldCount != reader.Headers.Count)
        {
            Refuse(reader.LineNumber, $"has {reader.FieldCount} fields where the first line has {reader.Headers.Count}.");
            return;
        }

        var key = "";
        wire.Begin();
        foreach (var (index, column) in _columns)
        {
            ReadOnlySpan<byte> cell = reader[index].Span;
            if (!Utf8.IsValid(cell))
            {
                Refuse(reader.LineNumber, $"'{column.Name}' is not UTF-8.");
                return;
            }

            if (column.Kind == ColumnKind.Text && cell is [(byte)'\'', (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@', ..])
            {
                // The export puts it there, so that a spreadsheet takes the cell for no formula.
                cell = cell[1..];
            }

            if (!cell.IsEmpty)
            {
                wire.Add(column, cell);
                key = column.Name == _format.Key ? Encoding.UTF8.GetString(cell) : key;
            }
        }

        var message = wire.End();
        if (_judge(message, _utcNow, out var symbol, out var at, out var detail))
        {
            _events.Add(new RecordedEvent(key, message, symbol!, at));
        }
        else
        {
            Refuse(reader.LineNumber, detail ?? "is refused.");
        }
    }

    private void Refuse(long line, string problem)
    {
        if (_problems.Count == MostProblems)
        {
            _more++;
            return;
        }

        _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{_name} line {line}: {problem}"));
    }
}
