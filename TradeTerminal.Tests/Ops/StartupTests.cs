using System.Net;
using System.Net.Sockets;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Ops;

/// <summary>The program from its entry point to its exit code.</summary>
public sealed class StartupTests
{
    [Fact]
    public void Main_WrongSetting_ExitsWith78() => Assert.Equal(78, Run("--Producer:Rate=x"));

    [Fact]
    public void Main_FolderThatCannotBeWritten_ExitsWith78()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "");

        Assert.Equal(78, Run("--urls=http://127.0.0.1:0", $"--Terminal:DataDirectory={folder.File("file")}/below"));
    }

    [Fact]
    public void Main_PortInUse_Exits()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        Assert.Equal(1, Run($"--urls=http://localhost:{((IPEndPoint)other.LocalEndpoint).Port}"));
    }

    private static int Run(params string[] arguments) => (int)typeof(Program).Assembly.EntryPoint!.Invoke(null, [arguments])!;
}
