using TradeTerminal.Configuration;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Cli.Doctor;

/// <summary>
/// Looks at everything a terminal with these settings needs, and at the one that runs, if one does. It changes nothing.
/// </summary>
/// <param name="configuration">As the terminal itself would read it.</param>
/// <param name="address">Where a terminal may run.</param>
/// <param name="time">The clock of this machine.</param>
/// <param name="freeBytes">How much room a folder's disk has.</param>
internal sealed class Examination(IConfiguration configuration, Uri address, TimeProvider time, Func<string, long> freeBytes)
{
    private const string Settings = "settings";
    private const string Backends = "backends";

    public async Task<IReadOnlyList<Diagnosis>> RunAsync(CancellationToken cancellationToken)
    {
        var problems = SettingsCheck.Find(configuration);
        var found = new List<Diagnosis>(problems.Select(problem => Diagnosis.Wrong(
            Settings, $"{problem.Key} {problem.Text}", "Correct it in the environment, appsettings.json or the arguments; the terminal does not start with it.")));
        if (problems.Count == 0)
        {
            found.Add(Diagnosis.Ok(Settings, "every setting can be used"));
        }

        var runs = new TerminalChecks(address);
        found.AddRange(await runs.RunAsync(cancellationToken).ConfigureAwait(false));
        // Nothing else can be looked at with settings that can't be read.
        if (problems.Count > 0)
        {
            return found;
        }

        var servers = configuration[$"{KafkaOptions.Section}:BootstrapServers"] ?? "";
        var database = configuration.GetConnectionString("Trades") ?? "";
        found.Add((servers.Length > 0, database.Length > 0) switch
        {
            (true, false) => Diagnosis.Doubt(
                Backends, "Kafka is yours and PostgreSQL is embedded: what is read goes into a database on this machine",
                "Set ConnectionStrings:Trades, unless that is meant."),
            (false, true) => Diagnosis.Doubt(
                Backends, "PostgreSQL is yours and Kafka is embedded: an empty broker in the terminal's memory feeds your database",
                "Set Kafka:BootstrapServers, unless that is meant."),
            (true, true) => Diagnosis.Ok(Backends, "Kafka and PostgreSQL are yours"),
            _ => Diagnosis.Ok(Backends, "Kafka and PostgreSQL are embedded"),
        });
        if (database.Length == 0)
        {
            found.AddRange(new MachineChecks(configuration, freeBytes).Run(runs.IsRunning));
        }
        else
        {
            found.AddRange(await DatabaseChecks.RunAsync(database, time, cancellationToken).ConfigureAwait(false));
        }

        if (servers.Length > 0)
        {
            // librdkafka blocks whoever asks it.
            var kafka = new KafkaChecks(configuration, servers);
            found.AddRange(await Task.Run(() => kafka.Run().ToList(), cancellationToken).ConfigureAwait(false));
        }

        return found;
    }
}
