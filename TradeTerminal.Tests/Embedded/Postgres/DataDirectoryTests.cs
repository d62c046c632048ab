using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Embedded.Postgres;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Wanted => _folder.File("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Claim_NewFolder_IsTheOwnersOnly()
    {
        using var directory = DataDirectory.Claim(Wanted + "/", NullLogger.Instance);

        Assert.Equal(Wanted, directory.Path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Wanted));
    }

    [Fact]
    public void Claim_HeldByAnother_TakesTheNextAndSaysSo()
    {
        var logger = new RecordingLogger();
        using var first = DataDirectory.Claim(Wanted, logger);
        using var second = DataDirectory.Claim(Wanted, logger);
        using var third = DataDirectory.Claim(Wanted, logger);

        Assert.Equal([Wanted, Wanted + "-2", Wanted + "-3"], [first.Path, second.Path, third.Path]);
        Assert.Equal(2, logger.Entries.Count);
        Assert.All(logger.Entries, e => Assert.Equal(LogLevel.Information, e.Level));
        Assert.Contains(Wanted + "-2", logger.Entries[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Claim_Released_IsFreeAgain()
    {
        DataDirectory.Claim(Wanted, NullLogger.Instance).Dispose();

        using var again = DataDirectory.Claim(Wanted, NullLogger.Instance);

        Assert.Equal(Wanted, again.Path);
    }

    [Fact]
    public void Claim_LockFileOfAKilledTerminal_IsNoLock()
    {
        Directory.CreateDirectory(Wanted);
        var file = Path.Combine(Wanted, DataDirectory.LockName);
        File.WriteAllText(file, "a process that is no more");

        using (var directory = DataDirectory.Claim(Wanted, NullLogger.Instance))
        {
            Assert.Equal(Wanted, directory.Path);
        }

        Assert.Equal(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), File.ReadAllText(file).Trim());
    }

    [Fact]
    public void Claim_NineTerminals_TheTenthIsToldWhatToDo()
    {
        var claims = Enumerable.Range(0, 9).Select(_ => DataDirectory.Claim(Wanted, NullLogger.Instance)).ToList();

        var e = Assert.Throws<StartupException>(() => DataDirectory.Claim(Wanted, NullLogger.Instance));

        Assert.Contains("Terminal:DataDirectory", e.Message, StringComparison.Ordinal);
        claims.ForEach(c => c.Dispose());
    }

    [Fact]
    public void Claim_ImpossibleFolder_NamesTheSetting()
    {
        File.WriteAllText(_folder.File("file"), "");

        var e = Assert.Throws<StartupException>(() => DataDirectory.Claim(_folder.File("file/data"), NullLogger.Instance));

        Assert.Contains("Terminal:DataDirectory", e.Message, StringComparison.Ordinal);
    }
}
