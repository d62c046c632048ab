namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>What somebody sends, kept in a file without a name of theirs while it is read. Gone when disposed.</summary>
internal sealed class UploadedFile : IAsyncDisposable
{
    private const int Buffer = 64 * 1024;

    private readonly FileStream _file;

    private UploadedFile(FileStream file) => _file = file;

    public Stream Content => _file;

    /// <exception cref="RecordingException">It is larger than allowed; nothing of it is kept.</exception>
    public static async Task<UploadedFile> ReadAsync(Stream sent, string name, CancellationToken cancellationToken)
    {
        var file = new UploadedFile(new FileStream(
            Path.Combine(Path.GetTempPath(), $"trade-terminal-{Guid.NewGuid():N}.csv"), FileMode.CreateNew, FileAccess.ReadWrite,
            FileShare.None, Buffer, FileOptions.DeleteOnClose | FileOptions.Asynchronous));
        try
        {
            await file.TakeAsync(sent, name, cancellationToken).ConfigureAwait(false);
            return file;
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What a person called it, fit for messages: without folders, not too long.</summary>
    public static string NameOf(string? name)
    {
        var last = Path.GetFileName((name ?? "").Replace('\\', '/').Trim('"', ' '));
        return last.Length == 0 ? "the file" : last.Length > 100 ? last[..100] : last;
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private async Task TakeAsync(Stream sent, string name, CancellationToken cancellationToken)
    {
        var buffer = new byte[Buffer];
        for (int read; (read = await sent.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            if (_file.Length + read > RecordingFile.LargestBytes)
            {
                throw new RecordingException(
                    $"{name}: it is larger than {RecordingFile.LargestBytes >> 20} MB, which is the most for one replay.");
            }

            await _file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        _file.Position = 0;
    }
}
