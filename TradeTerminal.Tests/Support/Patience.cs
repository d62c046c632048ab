using System.Runtime.CompilerServices;
using Bunit;

namespace TradeTerminal.Tests.Support;

/// <summary>How long tests wait for what must come about, on two cores that run a browser, PostgreSQL and Kafka beside them.</summary>
internal static class Patience
{
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private const int Threads = 32;

    [ModuleInitializer]
    internal static void Set()
    {
        // By itself bunit waits for a second.
        BunitContext.DefaultWaitTimeout = Limit;
        // It blocks its thread meanwhile, and the pool adds hardly more than one a second to those that are blocked.
        ThreadPool.SetMinThreads(Threads, Threads);
    }
}
