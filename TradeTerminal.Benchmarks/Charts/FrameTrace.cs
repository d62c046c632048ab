using System.Text.Json;
using Microsoft.Playwright;

namespace TradeTerminal.Benchmarks.Charts;

/// <summary>
/// What the page's main thread did, by the browser's own trace: the milliseconds of processor time it took for each frame
/// it painted, those between two frames counted to the later one. Frames with nothing to draw are none.
/// </summary>
internal static class FrameTrace
{
    private static readonly string[] Categories = ["__metadata", "toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"];

    public static async Task<double[]> RecordAsync(IBrowser browser, IPage page, TimeSpan span)
    {
        var session = await browser.NewBrowserCDPSessionAsync();
        var events = new List<TraceEvent>();
        var complete = new TaskCompletionSource();
        session.Event("Tracing.dataCollected").OnEvent += (_, data) =>
            events.AddRange(data!.Value.GetProperty("value").EnumerateArray().Select(TraceEvent.Of).OfType<TraceEvent>());
        session.Event("Tracing.tracingComplete").OnEvent += (_, _) => complete.TrySetResult();
        await session.SendAsync("Tracing.start", new Dictionary<string, object>
        {
            ["transferMode"] = "ReportEvents",
            ["traceConfig"] = new { recordMode = "recordAsMuchAsPossible", includedCategories = Categories },
        });
        await page.WaitForTimeoutAsync((float)span.TotalMilliseconds);
        await session.SendAsync("Tracing.end");
        await complete.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await session.DetachAsync();
        return PerFrame(events);
    }

    private static double[] PerFrame(List<TraceEvent> events)
    {
        // The page's thread is the one that paints; others of its name have nothing to do.
        var painted = events.Where(happened => happened.Name == TraceEvent.Paint).ToList();
        if (painted.Count == 0)
        {
            throw new InvalidOperationException("The trace holds no painted frame.");
        }

        var main = painted.CountBy(happened => happened.Thread).MaxBy(thread => thread.Value).Key;
        var (frames, work) = (new List<double>(), 0.0);
        var paints = new Queue<double>(painted.Where(happened => happened.Thread == main).Select(happened => happened.Start).Order());
        foreach (var task in events.Where(happened => happened.Name == TraceEvent.Task && happened.Thread == main).OrderBy(task => task.Start))
        {
            work += task.Work;
            if (paints.Count > 0 && paints.Peek() <= task.Start + task.Duration)
            {
                frames.Add(work / 1_000);
                work = 0;
                while (paints.Count > 0 && paints.Peek() <= task.Start + task.Duration)
                {
                    paints.Dequeue();
                }
            }
        }

        return [.. frames.Skip(1)];
    }

    /// <summary>Times in microseconds; the work leaves out what other processes took of the processor meanwhile.</summary>
    private sealed record TraceEvent(string Name, string Thread, double Start, double Duration, double Work)
    {
        public const string Task = "RunTask";
        public const string Paint = "Commit";

        public static TraceEvent? Of(JsonElement json)
        {
            var name = json.GetProperty("name").GetString();
            return name is Task or Paint
                ? new TraceEvent(
                    name,
                    $"{json.GetProperty("pid").GetInt64()}/{json.GetProperty("tid").GetInt64()}",
                    json.GetProperty("ts").GetDouble(),
                    Number(json, "dur"),
                    Number(json, "tdur"))
                : null;
        }

        private static double Number(JsonElement json, string name) => json.TryGetProperty(name, out var number) ? number.GetDouble() : 0;
    }
}
