#!/usr/bin/env bash
# Confluent.Kafka 2.16.0 (librdkafka.redist 2.16.0) and a broker of one partition that holds one message in format 2.
#
# Expected: a consumer reads from a broker whose ApiVersions answer says Fetch 4, whatever it says of Produce.
# Seen: librdkafka asks for Fetch 4 and message format 2 only where the broker also lists Produce 3 (its feature MsgVer2). A gateway
# that only serves reading and does not list Produce is never fetched from: the request fails inside the client ("Required feature
# not supported by broker") every half second. Consume() returns null, and neither it nor the error handler ever says why; the
# words are in the log of debug=fetch only. With Produce 3 in the list, which is never called, the message is there at once.
#
# Needs the .NET 10 SDK. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
export DOTNET_CLI_UI_LANGUAGE=en

cat >reader.csproj <<'EOF2'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Confluent.Kafka" Version="2.16.0" />
    <PackageReference Include="librdkafka.redist" Version="2.16.0" />
  </ItemGroup>
</Project>
EOF2
cat >Program.cs <<'EOF2'
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text;
using Confluent.Kafka;

var (with, withErrors) = Read(listsProduce: true);
var (without, withoutErrors) = Read(listsProduce: false);
Console.WriteLine($"Produce 3 listed: {with ?? "nothing"}, errors: {withErrors}");
Console.WriteLine($"Produce not listed: {without ?? "nothing"}, errors: {withoutErrors}");
return with == "hello" && without is null && withoutErrors == 0 ? 0 : 1;

static (string? Value, int Errors) Read(bool listsProduce)
{
    var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    var port = ((IPEndPoint)listener.LocalEndpoint).Port;
    new Thread(() =>
    {
        while (true)
        {
            var client = listener.AcceptTcpClient();
            new Thread(() => { try { Serve(client, port, listsProduce); } catch (IOException) { } }) { IsBackground = true }.Start();
        }
    }) { IsBackground = true }.Start();

    var errors = 0;
    var config = new ConsumerConfig { BootstrapServers = $"127.0.0.1:{port}", GroupId = "g", EnableAutoCommit = false, FetchWaitMaxMs = 50 };
    using var consumer = new ConsumerBuilder<Ignore, string>(config).SetErrorHandler((_, _) => errors++).SetLogHandler((_, _) => { }).Build();
    consumer.Assign(new TopicPartitionOffset("t", 0, 0));
    return (consumer.Consume(TimeSpan.FromSeconds(8))?.Message.Value, errors);
}

static void Serve(TcpClient client, int port, bool listsProduce)
{
    using var _ = client;
    var stream = client.GetStream();
    while (true)
    {
        var size = new byte[4];
        stream.ReadExactly(size);
        var request = new byte[BinaryPrimitives.ReadInt32BigEndian(size)];
        stream.ReadExactly(request);
        var (key, version) = (BinaryPrimitives.ReadInt16BigEndian(request), BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(2)));
        var answer = new Writer().Raw(request.AsSpan(4, 4));
        switch (key)
        {
            case 18:
                (short Key, short Version)[] apis = [(1, 4), (2, 1), (3, 1), (10, 0), (18, 0)];
                apis = listsProduce ? [(0, 3), .. apis] : apis;
                answer.I16(version == 0 ? (short)0 : (short)35).I32(apis.Length);
                foreach (var api in apis)
                {
                    answer.I16(api.Key).I16(api.Version).I16(api.Version);
                }

                break;
            case 3:
                answer.I32(1).I32(0).Text("127.0.0.1").I32(port).I16(-1).I32(0)
                    .I32(1).I16(0).Text("t").I8(0).I32(1).I16(0).I32(0).I32(0).I32(1).I32(0).I32(1).I32(0);
                break;
            case 10:
                answer.I16(0).I32(0).Text("127.0.0.1").I32(port);
                break;
            case 1:
                // Behind the topic's name (1 byte) and the number of partitions lie the partition and the offset.
                var offset = BinaryPrimitives.ReadInt64BigEndian(request.AsSpan(request.Length - 12));
                var records = offset == 0 ? Batch("hello") : [];
                answer.I32(0).I32(1).Text("t").I32(1).I32(0).I16(0).I64(1).I64(1).I32(0).I32(records.Length).Raw(records);
                break;
            default:
                return;
        }

        stream.Write(new Writer().I32(answer.Bytes.Length).Raw(answer.Bytes).Bytes);
    }
}

static byte[] Batch(string value)
{
    var text = Encoding.UTF8.GetBytes(value);
    // Attributes, time and offset delta of 0, no key, the value, no headers; lengths as zigzag.
    var record = new Writer().I8(0).I8(0).I8(0).I8(1).I8((sbyte)(text.Length << 1)).Raw(text).I8(0).Bytes;
    var rest = new Writer().I16(0).I32(0).I64(0).I64(0).I64(-1).I16(-1).I32(-1).I32(1).I8((sbyte)(record.Length << 1)).Raw(record).Bytes;
    var crc = uint.MaxValue;
    foreach (var next in rest)
    {
        crc = BitOperations.Crc32C(crc, next);
    }

    return new Writer().I64(0).I32(9 + rest.Length).I32(0).I8(2).I32((int)~crc).Raw(rest).Bytes;
}

sealed class Writer
{
    private readonly MemoryStream _stream = new();

    public byte[] Bytes => _stream.ToArray();

    public Writer I8(sbyte value) => Raw([(byte)value]);

    public Writer I16(short value) => Raw([(byte)(value >> 8), (byte)value]);

    public Writer I32(int value) => I16((short)(value >> 16)).I16((short)value);

    public Writer I64(long value) => I32((int)(value >> 32)).I32((int)value);

    public Writer Text(string value) => I16((short)value.Length).Raw(Encoding.UTF8.GetBytes(value));

    public Writer Raw(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        return this;
    }
}
EOF2
dotnet run -c Release || { echo "The behaviour has changed."; exit 1; }
