using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Embedded.Postgres;

public sealed class PostgresBinariesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_NothingConfigured_FindsTheNpmPackage()
    {
        Assert.Contains("@embedded-postgres", PostgresBinaries.Find(null).Folder, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_SeveralPlaces_TakesTheFirstThatIsComplete()
    {
        var incomplete = Install("incomplete", "initdb", "postgres");
        var first = Install("first", "initdb", "pg_ctl", "postgres");
        var second = Install("second", "initdb", "pg_ctl", "postgres");

        Assert.Equal(first, PostgresBinaries.Find(null, [_folder.File("none"), incomplete, first, second]).Folder);
    }

    [Theory]
    [InlineData("server/bin")]
    [InlineData("server")]
    public void Find_Configured_WinsOverThePlaces(string configured)
    {
        var bin = Install("server/bin", "initdb", "pg_ctl", "postgres");
        var other = Install("other", "initdb", "pg_ctl", "postgres");

        Assert.Equal(bin, PostgresBinaries.Find(_folder.File(configured), [other]).Folder);
    }

    [Fact]
    public void Find_ConfiguredWithoutPostgres_NamesTheSettingAndTheFolder()
    {
        var other = Install("other", "initdb", "pg_ctl", "postgres");

        var e = Assert.Throws<StartupException>(() => PostgresBinaries.Find(_folder.Path, [other]));

        Assert.Contains("Storage:PostgresBinaries", e.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NowhereAny_SaysWhatToInstallOrSet()
    {
        var e = Assert.Throws<StartupException>(() => PostgresBinaries.Find(null, [_folder.Path]));

        Assert.Contains("Storage:PostgresBinaries", e.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:Trades", e.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql", e.Message, StringComparison.Ordinal);
    }

    private string Install(string name, params string[] programs)
    {
        var folder = Directory.CreateDirectory(_folder.File(name)).FullName;
        foreach (var program in programs)
        {
            File.WriteAllText(Path.Combine(folder, program), "");
        }

        return folder;
    }
}
