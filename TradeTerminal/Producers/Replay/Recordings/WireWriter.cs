using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>Writes messages field by field; one after the other, not from two threads.</summary>
internal sealed class WireWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;

    public WireWriter() =>
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public void Begin()
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
    }

    /// <summary>Adds a field with the text of a cell, which is valid UTF-8.</summary>
    public void Add(ReplayColumn column, ReadOnlySpan<byte> text)
    {
        _json.WritePropertyName(column.Name);
        if (column.Kind is not (ColumnKind.Text or ColumnKind.IsoTime) && JsonDecimal.IsNumber(text))
        {
            _json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            _json.WriteStringValue(text);
        }
    }

    public void Add(ReplayColumn column, DateTime utc)
    {
        _json.WritePropertyName(column.Name);
        switch (column.Kind)
        {
            case ColumnKind.UnixMilliseconds when utc.Ticks % TimeSpan.TicksPerMillisecond == 0:
                _json.WriteNumberValue(WireText.UnixMilliseconds(utc));
                break;
            case ColumnKind.UnixSeconds:
                _json.WriteNumberValue((utc - DateTime.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond);
                break;
            default:
                _json.WriteStringValue(WireText.Iso(utc));
                break;
        }
    }

    /// <summary>Adds a field with a value as the database gives it.</summary>
    public void Add(ReplayColumn column, object value)
    {
        if (value is DateTime utc)
        {
            Add(column, utc);
            return;
        }

        _json.WritePropertyName(column.Name);
        switch (value)
        {
            case decimal number:
                _json.WriteNumberValue(number);
                break;
            case long number:
                _json.WriteNumberValue(number);
                break;
            default:
                _json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    public byte[] End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    public void Dispose() => _json.Dispose();
}
