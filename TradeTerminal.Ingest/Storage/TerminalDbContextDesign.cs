using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TradeTerminal.Ingest.Storage;

/// <summary>Lets <c>dotnet ef migrations add</c> see the model without a running terminal.</summary>
internal sealed class TerminalDbContextDesign : IDesignTimeDbContextFactory<TerminalDbContext>
{
    public TerminalDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<TerminalDbContext>().UseNpgsql("Host=localhost").Options);
}
