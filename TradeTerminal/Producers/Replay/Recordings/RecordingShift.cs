using System.Globalization;
using System.Text;
using System.Text.Json;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>
/// Moves all times of a recording by the same amount, so that its last event is now: at any speed none lies
/// ahead of the clock. What has an id gets a new one, since it happens anew.
/// </summary>
internal static class RecordingShift
{
    public static Recording ToNow(Recording recording, DateTime utcNow)
    {
        // Whole seconds keep the form of every time: no wire format is coarser.
        var by = TimeSpan.FromSeconds(Math.Floor((utcNow - recording.Events[^1].At).TotalSeconds));
        using var wire = new WireWriter();
        return recording with
        {
            Events = [.. recording.Events.Select(recorded => recorded with
            {
                Value = Shift(recorded.Value, recording.Format, by, wire), At = recorded.At + by,
            })],
            Notes = [.. recording.Notes, string.Create(CultureInfo.InvariantCulture, $"All times are moved by {by:c}, so that the last event is now.")],
        };
    }

    private static byte[] Shift(byte[] value, ReplayFormat format, TimeSpan by, WireWriter wire)
    {
        using var json = JsonDocument.Parse(value);
        wire.Begin();
        foreach (var field in json.RootElement.EnumerateObject())
        {
            var column = format.Find(field.Name)!;
            var text = Encoding.UTF8.GetBytes(field.Value.ToString());
            if (column.IsTime && TryRead(column.Kind, text, out var utc))
            {
                wire.Add(column, utc + by);
            }
            else if (column.Name == format.Id)
            {
                wire.Add(column, Encoding.UTF8.GetBytes(Guid.CreateVersion7().ToString()));
            }
            else
            {
                wire.Add(column, text);
            }
        }

        return wire.End();
    }

    private static bool TryRead(ColumnKind kind, ReadOnlySpan<byte> text, out DateTime utc) => kind switch
    {
        ColumnKind.UnixMilliseconds when JsonDecimal.IsNumber(text) => UnixTimestamp.TryMilliseconds(text, out utc),
        ColumnKind.UnixSeconds when JsonDecimal.IsNumber(text) => UnixTimestamp.TrySeconds(text, out utc),
        _ => IsoTimestamp.TryParse(text, out utc),
    };
}
