#!/usr/bin/env bash
# OpenTelemetry 1.20.1 (Extensions.Hosting, Exporter.InMemory) with ASP.NET Core of .NET 10.
#
# Expected: whoever adds one source of spans of their own, and nothing else, gets the spans of that source: the default sampler is
# "always on".
# Seen: a span that is begun while a request is handled, and one begun later by a timer or task that the request has started, never
# comes; the same call outside of a request does. ASP.NET Core makes an activity of its own for each request, for the trace id in the
# logs, which nobody records; the default sampler is in truth ParentBased(AlwaysOn), and follows the unrecorded parent. Nothing is said.
# What helps: Activity.Current = null before the span, AlwaysOnSampler set by hand, or the source Microsoft.AspNetCore added, too.
#
# Needs the .NET 10 SDK. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
export DOTNET_CLI_UI_LANGUAGE=en

cat >spans.csproj <<'EOF'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="OpenTelemetry.Extensions.Hosting" Version="1.20.1" />
    <PackageReference Include="OpenTelemetry.Exporter.InMemory" Version="1.20.1" />
  </ItemGroup>
</Project>
EOF
cat >Program.cs <<'EOF'
using System.Diagnostics;
using OpenTelemetry.Trace;

await ShowAsync("own source alone", _ => { });
await ShowAsync("always on, by hand", traces => traces.SetSampler(new AlwaysOnSampler()));
await ShowAsync("with Microsoft.AspNetCore", traces => traces.AddSource("Microsoft.AspNetCore"));

static async Task ShowAsync(string what, Action<TracerProviderBuilder> more)
{
    using var source = new ActivitySource("Shop");
    var spans = new List<Activity>();
    var builder = WebApplication.CreateBuilder();
    builder.Logging.SetMinimumLevel(LogLevel.Warning);
    builder.Services.AddOpenTelemetry().WithTracing(traces =>
    {
        traces.AddSource("Shop").AddInMemoryExporter(spans);
        more(traces);
    });
    await using var app = builder.Build();
    app.Urls.Add("http://127.0.0.1:0");
    var later = new TaskCompletionSource();
    app.MapGet("/", () =>
    {
        source.StartActivity("within")?.Dispose();
        _ = Task.Run(() =>
        {
            source.StartActivity("started by it")?.Dispose();
            later.SetResult();
        });
        var current = Activity.Current;
        Activity.Current = null;
        source.StartActivity("within, as a root")?.Dispose();
        Activity.Current = current;
    });
    await app.StartAsync();
    source.StartActivity("outside")?.Dispose();
    using var client = new HttpClient();
    // A client of its own process would hand on its trace: none here.
    client.DefaultRequestHeaders.ConnectionClose = true;
    Activity.Current = null;
    await client.GetStringAsync(app.Urls.First());
    await later.Task;
    await app.StopAsync();
    var seen = string.Join(", ", spans.Where(span => span.Source.Name == "Shop").Select(span => span.OperationName).Order(StringComparer.Ordinal));
    Console.WriteLine($"{what}: {seen}");
}
EOF

said="$(dotnet run -c Release 2>&1)"
printf '%s\n' "$said"
diff <(printf '%s\n' "$said") - <<'EOF'
own source alone: outside, within, as a root
always on, by hand: outside, started by it, within, within, as a root
with Microsoft.AspNetCore: outside, started by it, within, within, as a root
EOF
