using System.Globalization;
using System.Text.RegularExpressions;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Mapping;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Runs;
using TradeTerminal.Ops.Telemetry;
using TradeTerminal.Producers;

namespace TradeTerminal.Configuration;

/// <summary>Checks every setting before anything starts, so that all that is wrong is told at once.</summary>
internal sealed partial class SettingsCheck
{
    /// <summary>Each day is a partition of each feed, and PostgreSQL locks all that a query may touch.</summary>
    private const int LongestRetention = 1_000;
    private const int LongestAnswer = 300;

    private static readonly TimeSpan LongestBackfill = TimeSpan.FromDays(7);

    /// <summary>Every setting of ours; other keys in these sections are slips of the pen.</summary>
    internal static readonly string[] Known =
    [
        "ConnectionStrings:Trades", "Kafka:BootstrapServers", "Kafka:GroupId", "Kafka:Client",
        "Terminal:DataDirectory", "Producer:AutoStart", "Producer:Rate", "Producer:Backfill", "Producer:Crypto", .. CryptoSettings.Keys,
        "Storage:RetentionDays", "Storage:PostgresBinaries", RunLimits.MaxMessagesKey, RunLimits.IdleKey, RunLimits.UntilKey,
        "Alerts:Publish", "Alerts:OldestEventMinutes", "Alerts:Webhook", "Alerts:Webhook:Url", "Alerts:Webhook:TimeoutSeconds",
        .. FeedCatalog.All.SelectMany(feed => new[] { TopicKey(feed), EnabledKey(feed), AnySignKey(feed) }
            .Concat(MappingEntries.Keys.Select(key => $"Feeds:{feed.Section}:{key}"))),
    ];

    private static readonly string[] ClosedSections =
        ["Kafka", .. FeedCatalog.All.Select(feed => $"Feeds:{feed.Section}"), "Terminal", "Producer", "Producer:Crypto", "Storage", "Run", "Alerts", "Alerts:Webhook"];

    private readonly IConfiguration _configuration;
    private readonly List<SettingProblem> _problems = [];

    private SettingsCheck(IConfiguration configuration) => _configuration = configuration;

    public static IReadOnlyList<SettingProblem> Find(IConfiguration configuration)
    {
        var check = new SettingsCheck(configuration);
        check.Urls();
        check.Database();
        check.Kafka();
        check.Feeds();
        check.Folder("Terminal:DataDirectory");
        check.Flag("Producer:AutoStart");
        check.Number("Producer:Rate", 0, ProducerSettings.LargestRate, "0 is as fast as the broker takes them");
        check.Backfill("Producer:Backfill");
        check._problems.AddRange(CryptoSettings.Problems(configuration));
        check.Number("Storage:RetentionDays", 1, LongestRetention, "of event time");
        check.Binaries("Storage:PostgresBinaries");
        check.Flag("Alerts:Publish");
        check.Number("Alerts:OldestEventMinutes", 0, LongestRetention * 24 * 60, "0 sends alerts about events of any age");
        check.Webhook("Alerts:Webhook:Url");
        check.Number("Alerts:Webhook:TimeoutSeconds", 1, LongestAnswer, "seconds an answer may take");
        check.Rule(RunLimits.MaxMessagesKey, text => RunLimits.Messages(text) is not null, RunLimits.MaxMessagesRule);
        check.Rule(RunLimits.IdleKey, text => RunLimits.Time(text) is not null, RunLimits.IdleRule);
        check.Rule(RunLimits.UntilKey, text => RunLimits.Moment(text, DateTime.UtcNow) is not null, RunLimits.UntilRule);
        check.Rule(OpenTelemetryExport.EndpointKey, OpenTelemetryExport.IsEndpoint, OpenTelemetryExport.EndpointRule);
        check.Only("role", "all");
        check.Unknown();
        return check._problems;
    }

    /// <summary>Whether a message names a setting that somebody has made.</summary>
    public static bool IsAboutSetting(string message, IConfiguration configuration) =>
        Known.Any(key => message.Contains(key, StringComparison.Ordinal) && !string.IsNullOrEmpty(configuration[key]));

    private void Urls()
    {
        foreach (var url in (_configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                var address = BindingAddress.Parse(url);
                if (address is { Scheme: not ("http" or "https") } or { PathBase.Length: > 0 } or { Port: < 0 or > 65_535 }
                    || (address.Host.Contains(':', StringComparison.Ordinal) && address.Host[0] != '['))
                {
                    Refuse("urls", url, $"must be such as {ListenAddresses.Default}");
                }
            }
            catch (FormatException)
            {
                Refuse("urls", url, $"must be such as {ListenAddresses.Default}");
            }
        }
    }

    private void Database()
    {
        if (_configuration.GetConnectionString("Trades") is { Length: > 0 } text && ConnectionStringCheck.Problem(text) is { } problem)
        {
            _problems.Add(new SettingProblem("ConnectionStrings:Trades", problem));
        }
    }

    private void Kafka()
    {
        var section = _configuration.GetSection(KafkaOptions.Section);
        foreach (var server in (section["BootstrapServers"] ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (section["BootstrapServers"] is { Length: > 0 } && !IsServer(server))
            {
                Refuse("Kafka:BootstrapServers", server, "must be host:port, more of them with commas between");
            }
        }

        if (section["GroupId"] is { } group && string.IsNullOrWhiteSpace(group))
        {
            Refuse("Kafka:GroupId", group, "must be the name of a consumer group; leave it out for trade-terminal");
        }

        var properties = section.GetSection("Client").GetChildren().Select(child => KeyValuePair.Create(child.Key, child.Value ?? ""));
        _problems.AddRange(ClientProperties.Check(properties).Select(
            wrong => new SettingProblem(wrong.Name.Length == 0 ? "Kafka:Client" : $"Kafka:Client:{wrong.Name}", wrong.Problem)));
    }

    private void Backfill(string key)
    {
        if (_configuration[key] is { } text
            && (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) || time < TimeSpan.Zero || time > LongestBackfill))
        {
            Refuse(key, text, "must be a time up to 7.00:00:00: 1.00:00:00 is a day, 12:00:00 half of one, 00:00:00 none");
        }
    }

    private static bool IsServer(string server)
    {
        var match = Server().Match(server);
        return match.Success && (!match.Groups["port"].Success
            || (int.TryParse(match.Groups["port"].Value, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65_535));
    }

    private void Feeds()
    {
        foreach (var feed in FeedCatalog.All)
        {
            Topic(TopicKey(feed));
            Flag(EnabledKey(feed));
            Flag(AnySignKey(feed));
            _problems.AddRange(MappingSettings.Of(_configuration.GetSection($"Feeds:{feed.Section}"), feed).Problems
                .Select(wrong => new SettingProblem(wrong.Key, wrong.Problem)));
        }

        foreach (var section in _configuration.GetSection("Feeds").GetChildren())
        {
            if (!FeedCatalog.All.Any(feed => feed.Section.Equals(section.Key, StringComparison.OrdinalIgnoreCase)))
            {
                _problems.Add(new SettingProblem(
                    section.GetChildren().FirstOrDefault()?.Path ?? section.Path,
                    $"belongs to no feed; there are {string.Join(", ", FeedCatalog.All.Select(feed => feed.Section))}."));
            }
        }

        // Positions are kept by topic: two feeds on one would each take the other's for its own.
        var shared = FeedCatalog.All.GroupBy(feed => _configuration[TopicKey(feed)] ?? feed.DefaultTopic).Where(feeds => feeds.Count() > 1);
        foreach (var feeds in shared)
        {
            Refuse(TopicKey(feeds.Last()), feeds.Key, $"must not be the topic of feed {feeds.First().Section} too");
        }
    }

    private static string TopicKey(Feed feed) => $"Feeds:{feed.Section}:Topic";

    private static string EnabledKey(Feed feed) => $"Feeds:{feed.Section}:Enabled";

    private static string AnySignKey(Feed feed) => $"Feeds:{feed.Section}:AnySign";

    private void Topic(string key)
    {
        if (_configuration[key] is { } topic && (!TopicName().IsMatch(topic) || topic is "." or ".."))
        {
            Refuse(key, topic, "must be 1 to 249 of a-z A-Z 0-9 . _ -");
        }
    }

    private void Flag(string key)
    {
        if (_configuration[key] is { } value && !bool.TryParse(value, out _))
        {
            Refuse(key, value, "must be true or false");
        }
    }

    private void Number(string key, int least, int most, string meaning)
    {
        if (_configuration[key] is { } value
            && (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                || number < least || number > most))
        {
            Refuse(key, value, $"must be a whole number from {least} to {most} ({meaning})");
        }
    }

    private void Folder(string key)
    {
        if (_configuration[key] is { Length: > 0 } path
            && (path.Contains('\0', StringComparison.Ordinal) || File.Exists(Path.GetFullPath(path, AppContext.BaseDirectory))))
        {
            Refuse(key, path, "must be a folder; there is a file of that name");
        }
    }

    private void Binaries(string key)
    {
        if (_configuration[key] is { Length: > 0 } folder)
        {
            try
            {
                PostgresBinaries.Find(folder);
            }
            catch (StartupException)
            {
                Refuse(key, folder, "must be the bin folder of a PostgreSQL server, with initdb, pg_ctl and postgres in it");
            }
        }
    }

    /// <summary>The address may carry a secret: it is not repeated.</summary>
    private void Webhook(string key)
    {
        if (_configuration[key] is { Length: > 0 } text
            && (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) || url is not { Scheme: "http" or "https", UserInfo: "" }))
        {
            _problems.Add(new SettingProblem(
                key, "must be the http or https address that alerts are posted to, such as https://hooks.example.com/alerts, without user and password in it."));
        }
    }

    private void Rule(string key, Func<string, bool> isKept, string rule)
    {
        if (_configuration[key] is { } value && !isKept(value))
        {
            Refuse(key, value, $"must be {rule}");
        }
    }

    private void Only(string key, string allowed)
    {
        if (_configuration[key] is { } value && value != allowed)
        {
            Refuse(key, value, $"must be {allowed}");
        }
    }

    private void Unknown()
    {
        var unknown =
            from section in ClosedSections
            from child in _configuration.GetSection(section).GetChildren()
            where !Known.Contains(child.Path, StringComparer.OrdinalIgnoreCase)
            select new SettingProblem(
                child.Path, $"is no setting; there are {string.Join(", ", Known.Where(key => key.StartsWith(section + ":", StringComparison.Ordinal)))}.");
        _problems.AddRange(unknown);
    }

    private void Refuse(string key, string value, string rule) => _problems.Add(new SettingProblem(key, $"is '{value}' but {rule}."));

    [GeneratedRegex(@"^([A-Za-z_]+://)?([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.%]+\])(:(?<port>[0-9]{1,5}))?$")]
    private static partial Regex Server();

    [GeneratedRegex("^[a-zA-Z0-9._-]{1,249}$")]
    private static partial Regex TopicName();
}
