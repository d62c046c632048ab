using System.Text;
using System.Text.Json;
using TradeTerminal.Ingest;
using TradeTerminal.Producers;
using TradeTerminal.Producers.Replay.Recordings;

namespace TradeTerminal.Tests.Producers.Replay;

public sealed class RecordingFileTests
{
    private const string Header = "timestamp,symbol,price,volume\n";

    [Fact]
    public void Read_Indices_GivesTheMessagesOfTheFeed()
    {
        var recording = Recordings.Read("indices",
            $"{Header}2025-12-15T09:00:00Z,SP500,5901.25,120000\n2025-12-15T09:05:00Z,sp500,5902.50,3\n");

        Assert.Equal(
            ["""{"timestamp":"2025-12-15T09:00:00Z","symbol":"SP500","price":5901.25,"volume":120000}""", """{"timestamp":"2025-12-15T09:05:00Z","symbol":"sp500","price":5902.50,"volume":3}"""],
            recording.Events.Select(recorded => recorded.Text()));
        Assert.Equal([("SP500", "SP500"), ("sp500", "SP500")], recording.Events.Select(recorded => (recorded.Key, recorded.Symbol)));
        Assert.Equal(new DateTime(2025, 12, 15, 9, 5, 0, DateTimeKind.Utc), recording.Events[1].At);
        Assert.Empty(recording.Notes);
    }

    [Fact]
    public void Read_NotInTheOrderOfTime_SortsAndSaysSo()
    {
        var recording = Recordings.Read("indices",
            $"{Header}2025-12-15T09:05:00Z,B,2,1\n2025-12-15T09:00:00Z,A,1,1\n2025-12-15T09:05:00Z,A,3,1\n");

        Assert.Equal(["A", "B", "A"], recording.Events.Select(recorded => recorded.Symbol));
        Assert.Contains("order of time", Assert.Single(recording.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("﻿timestamp,symbol,price,volume\n2025-12-15T09:00:00Z,A,1,1\n")]
    [InlineData("timestamp;symbol;price;volume\r\n2025-12-15T09:00:00Z;A;1;1\r\n")]
    [InlineData("\"volume\"\t\"price\"\t\"Symbol\"\t\"TIMESTAMP\"\n1\t1\tA\t2025-12-15T09:00:00Z")]
    [InlineData("timestamp,symbol,price,volume\n\n2025-12-15T09:00:00Z, A , 1,\"1\"\n\n")]
    public void Read_OtherForms_GiveTheSame(string csv)
    {
        var recorded = Assert.Single(Recordings.Read("indices", csv).Events);

        Assert.Equal(("A", new DateTime(2025, 12, 15, 9, 0, 0, DateTimeKind.Utc)), (recorded.Symbol, recorded.At));
        Assert.Contains("\"price\":1,", recorded.Text() + ",", StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WrongLines_NamesEachLineAndItsFault()
    {
        var problems = Recordings.Problems(
            "indices",
            $"""
             {Header.Trim()}
             2025-12-15T09:00:00Z,SP500,5901.25,1
             2025-12-15T09:05:00Z,SP500,dear,1

             2025-12-15  09:10:00,SP500,5901,1
             2025-12-15T09:15:00Z,SP500,5901
             2025-12-15T09:20:00Z,SP500,,1
             2025-12-15T09:25:00Z,S*P,5901,1
             2099-12-15T09:25:00Z,SP500,5901,1
             2025-12-15T09:30:00Z,SP500,5901,-1
             """);

        Assert.Equal(
            ["prices.csv line 3", "prices.csv line 5", "prices.csv line 6", "prices.csv line 7", "prices.csv line 8", "prices.csv line 9", "prices.csv line 10"],
            problems.Select(problem => problem.Split(':')[0]));
        Assert.Contains("'price'", problems[0], StringComparison.Ordinal);
        Assert.Contains("ISO-8601", problems[1], StringComparison.Ordinal);
        Assert.Contains("3 fields where the first line has 4", problems[2], StringComparison.Ordinal);
        Assert.Contains("'price' is missing", problems[3], StringComparison.Ordinal);
        Assert.Contains("'symbol'", problems[4], StringComparison.Ordinal);
        Assert.Contains("'timestamp'", problems[5], StringComparison.Ordinal);
        Assert.Contains("'volume'", problems[6], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyWrongLines_NamesTheFirstAndCountsTheRest()
    {
        var problems = Recordings.Problems("indices", Header + string.Concat(Enumerable.Repeat("x,SP500,1,1\n", 45)));

        Assert.Equal(RecordingFile.MostProblems + 1, problems.Count);
        Assert.Contains("25 more", problems[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timestamp,symbol,volume\n2025-12-15T09:00:00Z,A,1\n", "line 1: 'price'")]
    [InlineData("time,symbol,cost\n2025-12-15T09:00:00Z,A,1\n", "line 1: 'price', 'volume', 'timestamp'")]
    [InlineData("timestamp,symbol,price,volume,Price\n2025-12-15T09:00:00Z,A,1,1,2\n", "line 1: the column 'price' is there twice")]
    [InlineData("timestamp,symbol,price,volume\n", "no event")]
    [InlineData("", "prices.csv")]
    [InlineData("timestamp,symbol,price,volume\n2025-12-15T09:00:00Z,\"A,1,1\n", "line 2")]
    public void Read_NotAFileOfTheFeed_SaysWhatIsWrong(string csv, string expected) =>
        Assert.Contains(expected, Recordings.Problems("indices", csv)[0], StringComparison.Ordinal);

    [Fact]
    public void Read_NotUtf8_NamesTheLine()
    {
        byte[] csv = [.. Encoding.UTF8.GetBytes(Header), .. Encoding.UTF8.GetBytes("2025-12-15T09:00:00Z,A"), 0xFF, .. Encoding.UTF8.GetBytes(",1,1\n")];

        Assert.Equal("prices.csv line 2: 'symbol' is not UTF-8.",
            Assert.Throws<RecordingException>(() => Recordings.Read("indices", csv)).Problems[0]);
    }

    [Fact]
    public void Read_ColumnsTheFeedDoesNotHave_AreLeftOutAndNamed()
    {
        var recording = Recordings.Read("indices", "timestamp,symbol,price,volume,broker\n2025-12-15T09:00:00Z,A,1,1,Me\n");

        Assert.DoesNotContain("Me", recording.Events[0].Text(), StringComparison.Ordinal);
        Assert.Contains("'broker'", Assert.Single(recording.Notes), StringComparison.Ordinal);
    }

    /// <summary>The export keeps spreadsheets from taking a cell for a formula; what it wrote must come back.</summary>
    [Theory]
    [InlineData("'-CLF7", "-CLF7")]
    [InlineData("-CLF7", "-CLF7")]
    public void Read_CellKeptFromBeingAFormula_IsTheSymbolAgain(string cell, string symbol)
    {
        var recorded = Recordings.Read("indices", $"{Header}2025-12-15T09:00:00Z,{cell},1,1\n").Events[0];

        Assert.Equal((symbol, symbol), (recorded.Symbol, recorded.Key));
        Assert.Contains($"\"symbol\":\"{symbol}\"", recorded.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NamesThatLookLikeNumbers_StayTexts() =>
        Assert.Contains(
            "\"symbol\":\"600519\"",
            Recordings.Read("indices", $"{Header}2025-12-15T09:00:00Z,600519,1,1\n").Events[0].Text(), StringComparison.Ordinal);

    /// <summary>What a producer sends, written down as a CSV, comes back field by field.</summary>
    [Theory]
    [InlineData("trades")]
    [InlineData("quotes")]
    [InlineData("order_book")]
    [InlineData("positions")]
    [InlineData("commodities")]
    public void Read_FileOfWhatAProducerSends_GivesTheSameMessages(string feed)
    {
        var kind = ProducerKinds.All(new ProducerOptions(), TimeProvider.System).First(known => known.Name == feed);
        var producer = kind.Create(new ProducerSettings(1, kind.Symbols, 7));
        var sent = Enumerable.Range(0, 40).SelectMany(i => Steps.Next(producer, Recordings.UtcNow.AddSeconds(i - 60))).ToList();
        var messages = sent.Select(message => JsonSerializer.Deserialize<JsonElement>(message.Value)).ToList();
        var columns = messages.SelectMany(message => message.Fields()).Distinct().ToArray();
        var csv = string.Join('\n', messages
            .Select(message => string.Join(',', columns.Select(column => message.TryGetProperty(column, out var value) ? value.ToString() : "")))
            .Prepend(string.Join(',', columns)));

        var read = Recordings.Read(feed, csv);

        Assert.Equal(sent.Count, read.Events.Length);
        Assert.Equal(sent.Select(message => message.Key), read.Events.Select(recorded => recorded.Key));
        Assert.Equal(messages.Select(Sorted),
            read.Events.Select(recorded => Sorted(JsonSerializer.Deserialize<JsonElement>(recorded.Value))));
    }

    [Fact]
    public void All_Formats_AreOfFeedsAndTheirTables() => Assert.All(
        ReplayFormats.All,
        format => Assert.Equal(format.Table, Assert.Single(FeedCatalog.All, feed => feed.Name == format.Feed).Table.Name));

    private static string Sorted(JsonElement message) =>
        string.Join(
            ';', message.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal)
            .Select(field => $"{field.Name}={field.Value.GetRawText()}"));
}
