using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TradeTerminal.Benchmarks.Viewers;

/// <summary>
/// The port that every .NET process opens for diagnostics, on Linux and macOS a socket. A trace of the runtime's provider
/// with its keyword GCHeapCollect begins with a full, blocking collection; that is all that is wanted of it.
/// https://github.com/dotnet/diagnostics/blob/main/documentation/design-docs/ipc-protocol.md
/// </summary>
internal static class DiagnosticsPort
{
    private const byte EventPipe = 2;
    private const byte CollectTracing2 = 3;
    private const byte StopTracing = 1;
    private const byte Ok = 0;
    private const int HeaderBytes = 20;
    private const ulong HeapCollectKeyword = 0x80_0000;
    private const uint Informational = 4;
    private const uint NetTrace = 1;
    private const string Provider = "Microsoft-Windows-DotNETRuntime";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FinalizersRun = TimeSpan.FromMilliseconds(500);

    /// <summary>Three times over: what has a finalizer goes only after that has run.</summary>
    public static async Task CollectAsync(int processId)
    {
        for (var i = 0; i < 3; i++)
        {
            await CollectOnceAsync(processId);
            await Task.Delay(FinalizersRun);
        }
    }

    private static async Task CollectOnceAsync(int processId)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var traced = await ConnectAsync(processId, limit.Token);
        var session = await AskAsync(traced, CollectTracing2, Request(), limit.Token);
        // The trace goes on until it is stopped, from another connection, and read to its end.
        var drained = traced.CopyToAsync(Stream.Null, limit.Token);
        using var stopping = await ConnectAsync(processId, limit.Token);
        await AskAsync(stopping, StopTracing, session, limit.Token);
        await drained;
    }

    private static async Task<NetworkStream> ConnectAsync(int processId, CancellationToken cancellationToken)
    {
        var path = Directory.GetFiles(
            Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{processId}-*-socket")).Single();
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task<byte[]> AskAsync(NetworkStream stream, byte command, byte[] payload, CancellationToken cancellationToken)
    {
        byte[] message = [.. "DOTNET_IPC_V1\0"u8, 0, 0, EventPipe, command, 0, 0, .. payload];
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), (ushort)message.Length);
        await stream.WriteAsync(message, cancellationToken);

        var header = new byte[HeaderBytes];
        await stream.ReadExactlyAsync(header, cancellationToken);
        var answer = new byte[BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(14)) - HeaderBytes];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return header[17] == Ok ? answer : throw new InvalidOperationException("The runtime refused to be traced.");
    }

    /// <summary>Buffer in MB, format, no names of methods at the end, then the providers: one.</summary>
    private static byte[] Request()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(1u);
        writer.Write(NetTrace);
        writer.Write(false);
        writer.Write(1u);
        writer.Write(HeapCollectKeyword);
        writer.Write(Informational);
        WriteText(writer, Provider);
        WriteText(writer, "");
        writer.Flush();
        return bytes.ToArray();
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        writer.Write((uint)text.Length + 1);
        writer.Write(Encoding.Unicode.GetBytes(text + '\0'));
    }
}
