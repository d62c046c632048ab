#!/usr/bin/env bash
# Confluent.Kafka 2.16.0 (librdkafka 2.16.0), its mock broker.
#
# Expected: a message that was on its way when its time was up is "possibly persisted", whichever way it was produced: whoever sends only
# the "not persisted" again then sends nothing twice.
# Seen: the callback of Produce says PossiblyPersisted; the exception of ProduceAsync says NotPersisted of the same kind of message, and
# the broker has it.
# What helps: ask by the callback of Produce, and take an exception of ProduceAsync for "nobody knows".
#
# Needs the .NET 10 SDK. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
export DOTNET_CLI_UI_LANGUAGE=en

cat >persisted.csproj <<'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Confluent.Kafka" Version="2.16.0" /></ItemGroup>
</Project>
EOF
cat >Program.cs <<'EOF'
using System.Runtime.InteropServices;
using Confluent.Kafka;

const string topic = "orders";
Library.Load(null);
var owner = Mock.rd_kafka_new(0, Mock.rd_kafka_conf_new(), IntPtr.Zero, 0);
var cluster = Mock.rd_kafka_mock_cluster_new(owner, 1);
Mock.rd_kafka_mock_topic_create(cluster, topic, 1, 1);
var bootstrap = Marshal.PtrToStringUTF8(Mock.rd_kafka_mock_cluster_bootstraps(cluster))!;

using var producer = new ProducerBuilder<Null, string>(new ProducerConfig
{
    BootstrapServers = bootstrap, MessageTimeoutMs = 2_000, RequestTimeoutMs = 1_000, LingerMs = 0,
}).SetLogHandler((_, _) => { }).Build();
var first = await producer.ProduceAsync(topic, new Message<Null, string> { Value = "first" });
Console.WriteLine($"in time: {first.Status}");

// The broker takes what comes and answers too late.
Mock.rd_kafka_mock_broker_set_rtt(cluster, 1, 4_000);
try
{
    await producer.ProduceAsync(topic, new Message<Null, string> { Value = "awaited" });
}
catch (ProduceException<Null, string> exception)
{
    Console.WriteLine($"ProduceAsync: {exception.Error.Code}, {exception.DeliveryResult.Status}");
}

Mock.rd_kafka_mock_broker_set_rtt(cluster, 1, 0);
await producer.ProduceAsync(topic, new Message<Null, string> { Value = "between" });
Mock.rd_kafka_mock_broker_set_rtt(cluster, 1, 4_000);
var reported = new TaskCompletionSource<DeliveryReport<Null, string>>();
producer.Produce(topic, new Message<Null, string> { Value = "called back" }, reported.SetResult);
var report = await reported.Task;
Console.WriteLine($"Produce: {report.Error.Code}, {report.Status}");

Mock.rd_kafka_mock_broker_set_rtt(cluster, 1, 0);
using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig { BootstrapServers = bootstrap, GroupId = "reader" }).Build();
consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
var there = new SortedSet<string>(StringComparer.Ordinal);
for (var until = DateTime.UtcNow.AddSeconds(20); there.Count < 4 && DateTime.UtcNow < until;)
{
    if (consumer.Consume(500) is { } read)
    {
        there.Add(read.Message.Value);
    }
}

Console.WriteLine($"in the log: {string.Join(", ", there)}");
Mock.rd_kafka_mock_cluster_destroy(cluster);
Environment.Exit(0);

static class Mock
{
    [DllImport("centos8-librdkafka")] public static extern IntPtr rd_kafka_conf_new();
    [DllImport("centos8-librdkafka")] public static extern IntPtr rd_kafka_new(int type, IntPtr conf, IntPtr error, nuint size);
    [DllImport("centos8-librdkafka")] public static extern IntPtr rd_kafka_mock_cluster_new(IntPtr owner, int brokers);
    [DllImport("centos8-librdkafka")] public static extern IntPtr rd_kafka_mock_cluster_bootstraps(IntPtr cluster);
    [DllImport("centos8-librdkafka")] public static extern void rd_kafka_mock_cluster_destroy(IntPtr cluster);
    [DllImport("centos8-librdkafka")] public static extern int rd_kafka_mock_topic_create(IntPtr cluster, string topic, int partitions, int replicas);
    [DllImport("centos8-librdkafka")] public static extern int rd_kafka_mock_broker_set_rtt(IntPtr cluster, int broker, int milliseconds);
}
EOF

# librdkafka warns on the error stream that the mock's owner has no brokers.
said="$(dotnet run -c Release 2>/dev/null)"
printf '%s\n' "$said"
diff <(printf '%s\n' "$said") - <<'EOF'
in time: Persisted
ProduceAsync: Local_MsgTimedOut, NotPersisted
Produce: Local_MsgTimedOut, PossiblyPersisted
in the log: awaited, between, called back, first
EOF
