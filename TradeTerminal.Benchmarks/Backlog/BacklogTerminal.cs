using System.Diagnostics;
using System.Globalization;
using Npgsql;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Benchmarks.Backlog;

/// <summary>
/// A terminal of whichever build, a process with a data folder of its own that reads the backlog. It is looked at from
/// outside: in its database, which must hold exactly what the topic has, and by what the system says of its memory.
/// </summary>
internal static class BacklogTerminal
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Messages a second, from the first batch to the last, and the largest resident memory in MB (2^20 bytes).</summary>
    public static (double Rate, double Peak) Drain(string assembly, BacklogTopic topic, params (string Name, string Value)[] environment)
    {
        using var folder = new TemporaryFolder();
        var data = folder.File("data");
        using var process = Start(assembly, data, topic.Kafka, environment);
        try
        {
            using var database = Open(data, process);
            var (first, last) = (0L, 0L);
            var (started, limit) = (0L, Stopwatch.GetTimestamp());
            while (last < BacklogTopic.Count)
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(limit) > Limit)
                {
                    throw new InvalidOperationException($"{assembly} stored {last:N0} of {BacklogTopic.Count:N0} messages and no more.");
                }

                Thread.Sleep(LookEvery);
                last = Passed(database);
                if (first == 0 && last > 0)
                {
                    (first, started) = (last, Stopwatch.GetTimestamp());
                }
            }

            var rate = (last - first) / Stopwatch.GetElapsedTime(started).TotalSeconds;
            Check(database, topic.Volume);
            return (rate, Peak(process.Id));
        }
        finally
        {
            Stop(process, data);
        }
    }

    /// <summary>Its database has a million rows to write out before it ends.</summary>
    private static void Stop(Process process, string data)
    {
        Signals.Terminate(process.Id);
        process.WaitForExit(Limit);
        for (var started = Stopwatch.GetTimestamp(); Postmaster.Find(new PostgresFolder(data).Data) is not null
            && Stopwatch.GetElapsedTime(started) < Limit;)
        {
            Thread.Sleep(LookEvery);
        }
    }

    private static Process Start(string assembly, string data, ApacheKafka kafka, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, "--urls", $"http://127.0.0.1:{PostgresControl.FreePort()}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Terminal__DataDirectory"] = data;
        start.Environment["Storage__PostgresBinaries"] = PostgresBinaries.Find(null).Folder;
        start.Environment["Producer__AutoStart"] = "false";
        start.Environment["Kafka__BootstrapServers"] = kafka.BootstrapServers;
        start.Environment["Feeds__Trades__Topic"] = BacklogTopic.Name;
        foreach (var (name, value) in kafka.ClientSettings)
        {
            start.Environment[$"Kafka__Client__{name.Replace('.', '_')}"] = value;
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Once the server is up and the tables are made.</summary>
    private static NpgsqlConnection Open(string data, Process process)
    {
        var folder = new PostgresFolder(data);
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Limit
            && !process.HasExited; Thread.Sleep(LookEvery))
        {
            if (Postmaster.Find(folder.Data) is not { } server || folder.Password.Value is not { } password)
            {
                continue;
            }

            var connection = new NpgsqlConnection(
                $"Host=127.0.0.1;Port={server.Port};Database={EmbeddedPostgres.Name};Username={EmbeddedPostgres.Name};Password={password};Pooling=false");
            try
            {
                connection.Open();
                Passed(connection);
                return connection;
            }
            catch (NpgsqlException)
            {
                connection.Dispose();
            }
        }

        throw new InvalidOperationException("The terminal did not start.");
    }

    private static long Passed(NpgsqlConnection database) =>
        Ask<long>(database, "SELECT coalesce(sum(next_offset - start_offset), 0)::bigint FROM feed_offsets");

    private static void Check(NpgsqlConnection database, decimal volume)
    {
        var rows = Ask<long>(database, "SELECT count(*) FROM trades");
        var stored = Ask<decimal>(database, "SELECT coalesce(sum(volume), 0)::numeric FROM trades");
        var candles = Ask<decimal>(database, "SELECT coalesce(sum(volume), 0)::numeric FROM candles_1m");
        var accepted = Ask<long>(database, "SELECT coalesce(sum(accepted), 0)::bigint FROM feed_offsets");
        if ((rows, stored, candles, accepted) != (BacklogTopic.Count, volume, volume, BacklogTopic.Count))
        {
            throw new InvalidOperationException(
                $"Wrong result: {rows} rows, volume {stored} and {candles} by candles, {accepted} by the offsets, of {BacklogTopic.Count} and {volume}.");
        }
    }

    private static T Ask<T>(NpgsqlConnection database, string sql)
    {
        using var command = new NpgsqlCommand(sql, database) { CommandTimeout = 120 };
        return (T)command.ExecuteScalar()!;
    }

    private static double Peak(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }
}
