using TradeTerminal;
using TradeTerminal.Cli;
using TradeTerminal.Configuration;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Runs;
using TradeTerminal.Ops;

if (CommandLine.AreFor(args))
{
    return await new CommandLine(TimeProvider.System).RunAsync(args, Console.Out, Console.Error);
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    // Settings are read from beside the executable, so that every way of starting it reads the same ones.
    ContentRootPath = AppContext.BaseDirectory,
});
builder.Configuration.AddCommandLine(args, RunLimits.Switches);
builder.WebHost.UseStaticWebAssets();
ListenAddresses.Use(builder);
if (Startup.Refuses(builder.Configuration, Console.Error))
{
    return Startup.MisconfiguredExitCode;
}

builder.AddTradeIngest();
builder.AddTradeTerminal();

await using var app = builder.Build();
app.MapTradeTerminal();
return await Startup.RunAsync(app);
