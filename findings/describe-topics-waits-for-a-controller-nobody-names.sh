#!/usr/bin/env bash
# Confluent.Kafka 2.16.0 (librdkafka 2.16.0) against librdkafka's own mock cluster (test.mock.num.brokers).
#
# Expected: DescribeTopics, which is a metadata request, answers as quickly as GetMetadata does on the same client, or says at
# once that the cluster can't be asked.
# Seen: GetMetadata has the topic within milliseconds; DescribeTopics waits the whole request timeout, each time it is called,
# and fails with "Failed while waiting for controller: Local: Timed out". A program that asks for the id of a topic when it
# starts begins that much later.
# Output seen: "metadata 61 ms, topic NoError; described 3012 ms, 3001 ms, 3001 ms: Failed while waiting for controller: Local: Timed out"
#
# Needs the .NET 10 SDK. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >client.csproj <<'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Confluent.Kafka" Version="2.16.0" /></ItemGroup>
</Project>
EOF
cat >Program.cs <<'EOF'
using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

var config = new AdminClientConfig { BootstrapServers = "127.0.0.1:1" };
config.Set("test.mock.num.brokers", "1");
using var admin = new AdminClientBuilder(config).SetLogHandler((_, _) => { }).Build();
var time = Stopwatch.StartNew();
var metadata = admin.GetMetadata("topic", TimeSpan.FromSeconds(10));
var quick = time.ElapsedMilliseconds;
List<long> waits = [];
var said = "";
for (var i = 0; i < 3; i++)
{
    time.Restart();
    try
    {
        await admin.DescribeTopicsAsync(
            TopicCollection.OfTopicNames(["topic"]), new DescribeTopicsOptions { RequestTimeout = TimeSpan.FromSeconds(3) });
        said = "described";
    }
    catch (KafkaException exception)
    {
        said = exception.Message;
    }

    waits.Add(time.ElapsedMilliseconds);
}

Console.WriteLine($"metadata {quick} ms, topic {metadata.Topics[0].Error.Code}; described {string.Join(", ", waits.Select(wait => $"{wait} ms"))}: {said}");
return quick < 1_500 && metadata.Topics[0].Error.Code == ErrorCode.NoError
    && waits.All(wait => wait is > 2_900 and < 6_000) && said.Contains("controller", StringComparison.Ordinal) ? 0 : 1;
EOF
dotnet run -v quiet
