using Microsoft.AspNetCore.Connections;
using TradeTerminal.Configuration;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Runs;

namespace TradeTerminal.Ops;

/// <summary>
/// Runs the terminal. What keeps it from starting and a person can put right is told in a paragraph on
/// standard error; the host's own account of it, with stack traces, is left out.
/// </summary>
internal sealed class Startup : IHostedLifecycleService
{
    /// <summary>As sysexits.h has it: something was found in a misconfigured state.</summary>
    public const int MisconfiguredExitCode = 78;

    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    private volatile bool _isOver;

    public static void AddTo(IHostApplicationBuilder builder)
    {
        var startup = new Startup();
        builder.Services.AddSingleton<IHostedService>(startup);
        builder.Logging.AddFilter(
            HostCategory, level => level >= LogLevel.Information && (startup._isOver || level < LogLevel.Error));
    }

    /// <summary>Says what is wrong with the settings; true when something is.</summary>
    public static bool Refuses(IConfiguration configuration, TextWriter output)
    {
        var problems = SettingsCheck.Find(configuration);
        if (problems.Count == 0)
        {
            return false;
        }

        output.WriteLine(problems.Count == 1 ? "The terminal did not start: a setting is wrong." : $"The terminal did not start: {problems.Count} settings are wrong.");
        foreach (var problem in problems)
        {
            output.WriteLine($"  {problem.Key}: {problem.Text}");
        }

        output.WriteLine("A setting such as Kafka:GroupId is read from appsettings.json, the environment (Kafka__GroupId) and the command line (--Kafka:GroupId=…).");
        return true;
    }

    public static async Task<int> RunAsync(WebApplication app)
    {
        // Read afterwards, when the app and what belongs to it are disposed of.
        var (configuration, stopping, run) = (app.Configuration, app.Lifetime.ApplicationStopping, app.Services.GetService<LimitedRun>());
        try
        {
            await app.RunAsync();
            return run?.ExitCode ?? 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop while it was still starting.
            return 0;
        }
        catch (StartupException exception)
        {
            await Console.Error.WriteLineAsync($"The terminal did not start: {exception.Message}");
            return SettingsCheck.IsAboutSetting(exception.Message, configuration) ? MisconfiguredExitCode : 1;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"The terminal did not start: {exception.Message} Choose another address with --urls.");
            return 1;
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _isOver = true;
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
