using Microsoft.Extensions.Configuration;
using TradeTerminal.Configuration;
using TradeTerminal.Ops;

namespace TradeTerminal.Tests.Configuration;

public sealed class SettingsCheckTests
{
    [Theory]
    [InlineData("Kafka:BootstrapServers", "broker:abc", "host:port")]
    [InlineData("Kafka:BootstrapServers", "broker:70000", "host:port")]
    [InlineData("Kafka:BootstrapServers", "one:9092,,two:9092", "host:port")]
    [InlineData("Kafka:GroupId", " ", "consumer group")]
    [InlineData("Kafka:Client:no_such_thing", "1", "No such configuration property: \"no.such.thing\"")]
    [InlineData("Kafka:Client:security.protocol", "carrier-pigeon", "carrier-pigeon")]
    [InlineData("Kafka:Client:linger_ms", "99999999999", "range")]
    [InlineData("Kafka:Client:bootstrap_servers", "broker:9092", "Kafka:BootstrapServers")]
    [InlineData("Kafka:Client:group.id", "mine", "Kafka:GroupId")]
    [InlineData("Kafka:BootstrapServer", "broker:9092", "Kafka:BootstrapServers")]
    [InlineData("Feeds:Trades:Topic", "a b", "249")]
    [InlineData("Feeds:Trades:Topic", "", "249")]
    [InlineData("Feeds:Trades:Topic", "..", "249")]
    [InlineData("Feeds:Trades:Enabled", "yes", "true or false")]
    [InlineData("Feeds:Commodities:AnySign", "maybe", "true or false")]
    [InlineData("Feeds:Trades:Topics", "orders", "Feeds:Trades:Topic")]
    [InlineData("Feeds:Quotes:Topic", "orders", "feed Trades")]
    [InlineData("Feeds:Crypto:Enabled", "1", "true or false")]
    [InlineData("Feeds:Unknown:Topic", "unknown", "OrderBook")]
    [InlineData("Feeds:Trades:Preset", "binance", "binance-trade, binance-agg-trade")]
    [InlineData("Feeds:Trades:Preset", "yahoo-quote", "preset of the feed quotes")]
    [InlineData("Feeds:Indices:Preset", "nyse", "set Fields")]
    [InlineData("Feeds:Trades:Encoding", "avro", "json is, with or without a Schema Registry frame")]
    [InlineData("Feeds:Trades:Encoding", "xml", "auto or json")]
    [InlineData("Feeds:Trades:Envelope", "soap", "cloudevents")]
    [InlineData("Feeds:Trades:Each", "data", "JSON pointer")]
    [InlineData("Feeds:Trades:Only:0", "e=trade", "/type=trade", "Feeds:Trades:Only")]
    [InlineData("Feeds:Trades:Fields:prize:From", "/p", "trade_id, ticker, price", "Feeds:Trades:Fields:prize")]
    [InlineData("Feeds:Trades:Fields:price:Form", "/p", "From, Const, Map")]
    [InlineData("Feeds:Trades:Fields:price", "/p", "From, Const, Map")]
    [InlineData("Feeds:Trades:Fields:price:From", "p", "JSON pointer")]
    [InlineData("Feeds:Trades:Fields:price:From", "/a /b /c", "middle of two")]
    [InlineData("Feeds:Trades:Fields:price:Const", "much", "a number")]
    [InlineData("Feeds:Trades:Fields:price:Scale", "0", "above 0")]
    [InlineData("Feeds:Trades:Fields:ticker:Scale", "10", "numbers alone")]
    [InlineData("Feeds:Trades:Fields:ticker:Case", "keep", "Map those")]
    [InlineData("Feeds:Trades:Fields:side:Map:0", "S", "true=sell", "Feeds:Trades:Fields:side:Map")]
    [InlineData("Feeds:Trades:Fields:side:Map:0", "S=short", "buy or sell or unknown", "Feeds:Trades:Fields:side:Map")]
    [InlineData("Feeds:Trades:Fields:side:Else", "none", "buy or sell or unknown")]
    [InlineData("Feeds:Trades:Fields:volume:Cumulative", "true", "is not built")]
    [InlineData("Feeds:Trades:Fields:timestamp:Unit", "minutes", "auto, iso, s, ms, us, ns or kafka")]
    [InlineData("Feeds:Trades:Fields:price:Unit", "ms", "times alone")]
    [InlineData("Producer:AutoStart", "on", "true or false")]
    [InlineData("Producer:Rate", "-1", "0 to 1000000")]
    [InlineData("Producer:Rate", "many", "0 to 1000000")]
    [InlineData("Producer:Backfill", "24:00:00", "1.00:00:00 is a day")]
    [InlineData("Producer:Backfill", "-01:00:00", "7.00:00:00")]
    [InlineData("Producer:Backfill", "a day", "7.00:00:00")]
    [InlineData("Producer:Rate", "", "0 to 1000000")]
    [InlineData("Producer:Crypto:Preset", "kraken", "yahoo or binance")]
    [InlineData("Producer:Crypto:Path", "a[", "data[0].price")]
    [InlineData("Producer:Crypto:Symbol", "B?C", "1 to 32")]
    [InlineData("Producer:Crypto:PollInterval", "00:00:00", "00:00:01")]
    [InlineData("Producer:Crypto:PollInterval", "often", "00:00:01")]
    [InlineData("Producer:Crypto:Timeout", "2.00:00:00", "1.00:00:00")]
    [InlineData("Producer:Crypto:Uri", "http://prices.test", "Producer:Crypto:Url")]
    [InlineData("Storage:RetentionDays", "0", "1 to 1000")]
    [InlineData("Storage:RetentionDays", "1.5", "1 to 1000")]
    [InlineData("Storage:RetentionDays", "3650", "1 to 1000")]
    [InlineData("Storage:PostgresBinaries", "/no/such/folder", "initdb")]
    [InlineData("Terminal:DataDirectory", "/etc/hostname", "folder")]
    [InlineData("ConnectionStrings:Trades", "postgres://me:hunter2@db/trades", "Host=localhost")]
    [InlineData("ConnectionStrings:Trades", "Host=db;Port=hunter2", "port")]
    [InlineData("ConnectionStrings:Trades", "Host=db;Password=a;hunter2=b", "double quotes")]
    [InlineData("ConnectionStrings:Trades", "Username=me;Password=hunter2", "Host")]
    [InlineData("urls", "5080", "http://localhost:5080")]
    [InlineData("urls", "ftp://localhost:5080", "http://localhost:5080")]
    [InlineData("urls", "http://localhost:port", "http://localhost:5080")]
    [InlineData("Alerts:Publish", "sometimes", "true or false")]
    [InlineData("Alerts:OldestEventMinutes", "1h", "0 to")]
    [InlineData("Alerts:Published", "true", "Alerts:Publish")]
    [InlineData("Alerts:Webhook:Url", "hooks.example.com/hunter2", "http or https")]
    [InlineData("Alerts:Webhook:Url", "ftp://hooks.example.com/hunter2", "http or https")]
    [InlineData("Alerts:Webhook:Url", "https://me:hunter2@hooks.example.com/", "without user and password")]
    [InlineData("Alerts:Webhook:TimeoutSeconds", "0", "1 to 300")]
    [InlineData("Alerts:Webhook:Uri", "https://hooks.example.com/", "Alerts:Webhook:Url")]
    [InlineData("role", "everything", "all")]
    public void Find_WrongSetting_NamesItsKeyAndWhatIsAllowed(string key, string value, string allowed, string? named = null)
    {
        var problem = Assert.Single(Find((key, value)));

        Assert.Equal(named ?? key, problem.Key);
        Assert.Contains(allowed, problem.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prices.test/hunter2")]
    [InlineData("ftp://prices.test/hunter2")]
    [InlineData("")]
    public void Find_CryptoAddressWrong_SaysSoWithoutRepeatingIt(string url)
    {
        var problem = Assert.Single(Find(("Producer:Crypto:Url", url), ("Producer:Crypto:Path", "price")));

        Assert.Equal("Producer:Crypto:Url", problem.Key);
        Assert.Contains("{symbol}", problem.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_CryptoAddressWithoutPath_AsksForIt()
    {
        Assert.Equal("Producer:Crypto:Path", Assert.Single(Find(("Producer:Crypto:Url", "http://prices.test/{symbol}"))).Key);
        Assert.Empty(Find(("Producer:Crypto:Url", "http://prices.test/{symbol}"), ("Producer:Crypto:Path", "price")));
    }

    [Theory]
    [InlineData("Kafka:BootstrapServers", "")]
    [InlineData("Kafka:BootstrapServers", "one:9092, SASL_SSL://two.example.com:9093,[::1]:9094,three")]
    [InlineData("Kafka:GroupId", "mine")]
    [InlineData("Kafka:Client:socket_keepalive_enable", "true")]
    [InlineData("Kafka:Client:compression.type", "lz4")]
    [InlineData("Kafka:Client:dotnet.cancellation.delay.max.ms", "50")]
    [InlineData("Feeds:Trades:Topic", "team.orders_v2-eu")]
    [InlineData("Feeds:Trades:Enabled", "False")]
    [InlineData("Producer:Rate", "0")]
    [InlineData("Producer:Crypto:Preset", "Binance")]
    [InlineData("Producer:Crypto:Path", "data[0].price")]
    [InlineData("Producer:Crypto:Symbol", "eth-usd")]
    [InlineData("Producer:Crypto:PollInterval", "00:00:30")]
    [InlineData("Storage:RetentionDays", "1000")]
    [InlineData("Terminal:DataDirectory", "../data")]
    [InlineData("ConnectionStrings:Trades", "Host=db;Port=5432;Database=trades;Username=me;Password=\"semi;colon\";SSL Mode=Require")]
    [InlineData("urls", "http://localhost:5080;http://*:80")]
    [InlineData("urls", "http://127.0.0.1:0")]
    [InlineData("Alerts:Publish", "true")]
    [InlineData("Alerts:OldestEventMinutes", "0")]
    [InlineData("Alerts:Webhook:Url", "https://hooks.example.com/services/T0/B0/key?x=1")]
    [InlineData("Alerts:Webhook:Url", "")]
    [InlineData("Alerts:Webhook:TimeoutSeconds", "30")]
    [InlineData("role", "all")]
    public void Find_GoodSetting_SaysNothing(string key, string value) => Assert.Empty(Find((key, value)));

    [Fact]
    public void Find_CloudLogin_IsTakenWhole() => Assert.Empty(Find(
        ("Kafka:Client:security_protocol", "SASL_SSL"), ("Kafka:Client:sasl_mechanism", "PLAIN"),
        ("Kafka:Client:sasl_username", "$ConnectionString"),
        ("Kafka:Client:sasl_password", "Endpoint=sb://example/;SharedAccessKey=abc=")));

    [Fact]
    public void Find_LoginWithoutAUser_IsRefusedInLibrdkafkasWords()
    {
        var problem = Assert.Single(Find(
            ("Kafka:Client:security_protocol", "SASL_PLAINTEXT"), ("Kafka:Client:sasl_mechanism", "PLAIN"),
            ("Kafka:Client:sasl_password", "hunter2")));

        Assert.Equal("Kafka:Client", problem.Key);
        Assert.Contains("sasl.username", problem.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.Text, StringComparison.Ordinal);
    }

    /// <summary>librdkafka takes it and never connects, with nothing to see but that nobody answers.</summary>
    [Fact]
    public void Find_OauthBearerWithoutASourceOfTokens_SaysWhatToSet()
    {
        var problem = Assert.Single(Find(
            ("Kafka:Client:security_protocol", "SASL_SSL"), ("Kafka:Client:sasl_mechanism", "OAUTHBEARER")));

        Assert.Contains("sasl_oauthbearer_token_endpoint_url", problem.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Kafka:Client:enable.ssl.certificate.verification")]
    [InlineData("Kafka:Client:sasl_mechanism_password")]
    [InlineData("Kafka:Client:client_secret")]
    public void Find_SecretInAnUnknownOrWrongProperty_IsNotRepeated(string key) =>
        Assert.DoesNotContain("hunter2", Assert.Single(Find((key, key.EndsWith("verification", StringComparison.Ordinal) ? "maybe" : "hunter2"))).Text, StringComparison.Ordinal);

    [Fact]
    public void Refuses_SeveralWrongSettings_ListsEach()
    {
        using var output = new StringWriter();

        var refused = Startup.Refuses(
            Configuration(("Producer:Rate", "x"), ("Storage:RetentionDays", "-5"), ("Kafka:BootstrapServers", "a:b"),
                ("ConnectionStrings:Trades", "nonsense")), output);

        Assert.True(refused);
        foreach (var key in new[] { "Producer:Rate", "Storage:RetentionDays", "Kafka:BootstrapServers", "ConnectionStrings:Trades" })
        {
            Assert.Contains($"  {key}: ", output.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Refuses_NothingWrong_SaysNothing()
    {
        using var output = new StringWriter();

        Assert.False(Startup.Refuses(Configuration(), output));
        Assert.Equal("", output.ToString());
    }

    private static IReadOnlyList<SettingProblem> Find(params (string Key, string Value)[] settings) =>
        SettingsCheck.Find(Configuration(settings));

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
