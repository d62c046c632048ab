using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Scripted;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Faults;

/// <summary>A cluster that wants TLS and a login, right and wrong.</summary>
public sealed class LoginTests : IDisposable
{
    private const string Topic = "orders";
    private const string Password = "right";

    private readonly PostgresFixture _postgres;
    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly TemporaryFolder _folder = new();

    public LoginTests(PostgresFixture postgres)
    {
        _postgres = postgres;
        File.WriteAllText(_folder.File("ca.pem"), _certificate.ExportCertificatePem());
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Login_RightPasswordOverTls_IsRead()
    {
        await using var database = await _postgres.CreateTerminalDatabaseAsync();
        await using var broker = new ScriptedBroker(_certificate, Password);
        broker.CreateTopic(Topic,
            1)[0].Append(new RandomTrades(new Random(9), DateTime.UtcNow).Take(20).Select(trade => (byte[]?)TradeMessages.Of(trade)));

        await using var terminal = await StartAsync(database, broker, Password, isTrusted: true);

        await terminal.WhenAsync(t => t.Feed is { Accepted: 20, LagRecords: 0 }, "stores what the topic holds");
    }

    [Fact]
    public async Task Login_WrongPassword_IsSaidWithWhatToCheck()
    {
        await using var database = await _postgres.CreateTerminalDatabaseAsync();
        await using var broker = new ScriptedBroker(_certificate, Password);

        await using var terminal = await StartAsync(database, broker, "wrong", isTrusted: true);

        await terminal.WhenAsync(t => t.Feed.Problem?.Contains("Check Kafka:Client:sasl_mechanism", StringComparison.Ordinal) == true,
            "says that it is not let in");
        Assert.Contains("Invalid username or password", terminal.Feed.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", terminal.Feed.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_OfNobodyTrusted_IsSaidWithWhatToCheck()
    {
        await using var database = await _postgres.CreateTerminalDatabaseAsync();
        await using var broker = new ScriptedBroker(_certificate, Password);

        await using var terminal = await StartAsync(database, broker, Password, isTrusted: false);

        await terminal.WhenAsync(t => t.Feed.Problem?.Contains("ssl_ca_location", StringComparison.Ordinal) == true,
            "says that it is not trusted");
        Assert.Contains("no TLS connection", terminal.Feed.Problem, StringComparison.Ordinal);
    }

    private Task<TestTerminal> StartAsync(TestDatabase database, ScriptedBroker broker, string password, bool isTrusted)
    {
        var settings = new Dictionary<string, string>
        {
            ["security.protocol"] = "SASL_SSL",
            ["sasl.mechanisms"] = "PLAIN",
            ["sasl.username"] = "terminal",
            ["sasl.password"] = password,
            ["fetch.wait.max.ms"] = "50",
        };
        if (isTrusted)
        {
            settings["ssl.ca.location"] = _folder.File("ca.pem");
        }

        return TestTerminal.StartAsync(database.ConnectionString, broker.BootstrapServers, Topic, settings);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
