using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace TradeTerminal.Api.Streaming;

/// <summary>Writes server-sent events; nothing leaves before <see cref="SendAsync"/>.</summary>
internal sealed class EventWriter(PipeWriter output, JsonSerializerOptions options)
{
    private byte[] _last = [];

    /// <summary>Of the events written from here on: a client that comes back hands over the last it has.</summary>
    public string Id { get; set; } = "";

    public bool HasUnsent { get; private set; }

    /// <summary>How long a client waits before it comes back.</summary>
    public void Retry(TimeSpan after) => Append($"retry: {(int)after.TotalMilliseconds}\n\n");

    public void Comment(string text) => Append($": {text}\n\n");

    public void Write<T>(string name, T data) => Write(name, JsonSerializer.SerializeToUtf8Bytes(data, options));

    /// <summary>Writes only what differs from what this last wrote.</summary>
    public void WriteChanged<T>(string name, T data)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(data, options);
        if (!bytes.AsSpan().SequenceEqual(_last))
        {
            _last = bytes;
            Write(name, bytes);
        }
    }

    /// <exception cref="IOException">The client is gone.</exception>
    public async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        HasUnsent = false;
        if ((await output.FlushAsync(cancellationToken)).IsCompleted)
        {
            throw new IOException("The client is gone.");
        }
    }

    /// <summary>JSON has no line breaks here, so that one data line holds it.</summary>
    private void Write(string name, byte[] json)
    {
        Append($"id: {Id}\nevent: {name}\ndata: ");
        output.Write(json);
        Append("\n\n");
    }

    private void Append(string text)
    {
        Encoding.UTF8.GetBytes(text, output);
        HasUnsent = true;
    }
}
