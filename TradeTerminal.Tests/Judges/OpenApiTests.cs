using System.Globalization;
using System.Text.Json;
using TradeTerminal.Api;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Judges;

/// <summary>The OpenAPI document as linters and generators see it.</summary>
[Collection(ApiHost.Collection)]
public sealed class OpenApiTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Document_OfRedocly_HasNoErrorAndNoWarning()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder);

        var (code, output, error) = await Judge.RunScriptAsync(
            folder.Path, "@redocly/cli/bin/cli.js", "lint", "openapi.json", "--extends=recommended", "--format=json", "--max-problems=1000");

        Assert.True(output.StartsWith('{'), output + error);
        var verdict = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.True(
            verdict.GetProperty("problems").GetArrayLength() == 0,
            string.Join('\n', verdict.GetProperty("problems").EnumerateArray().Take(20).Select(
                problem => $"{problem.GetProperty("ruleId")}: {problem.GetProperty("message")} {problem.GetProperty("location")}")));
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Document_Broken_IsFoundOut()
    {
        using var folder = new TemporaryFolder();
        var document = await WriteAsync(folder);
        await File.WriteAllTextAsync(folder.File("openapi.json"), document.Replace("\"operationId\": \"getTrades\",", "", StringComparison.Ordinal));

        var (_, output, _) = await Judge.RunScriptAsync(
            folder.Path, "@redocly/cli/bin/cli.js", "lint", "openapi.json", "--extends=recommended", "--format=json");

        Assert.Contains("operation-operationId", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_MadeFromTheDocument_CompilesAndAnswers()
    {
        await _terminal.ProduceAsync(RunningTerminal.Trade("TYPED", "12.50", 3));
        using var folder = new TemporaryFolder();
        await WriteAsync(folder);
        Directory.CreateSymbolicLink(folder.File("node_modules"), Judge.Packages);
        foreach (var file in new[] { "client.ts", "tsconfig.json", "package.json" })
        {
            File.Copy(Path.Combine(Judge.Folder, file), folder.File(file));
        }

        var made = await Judge.RunScriptAsync(folder.Path, "openapi-typescript/bin/cli.js", "openapi.json", "--output", "api.d.ts");
        Assert.True(made.Code == 0, made.Output + made.Error);
        var compiled = await Judge.RunScriptAsync(folder.Path, "typescript/bin/tsc", "--project", ".");
        Assert.True(compiled.Code == 0, compiled.Output + compiled.Error);
        var (code, output, error) = await Judge.RunAsync(
            folder.Path, "node", null, "client.js", _terminal.Address.AbsoluteUri.TrimEnd('/'), "TYPED");

        Assert.True(code == 0, output + error);
        var answers = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.True(answers.GetProperty("trades").GetInt64() >= 1);
        Assert.Equal(12.5m, answers.GetProperty("newest").GetDecimal());
        Assert.Equal("TYPED", answers.GetProperty("symbols")[0].GetString());
        Assert.Equal(204, answers.GetProperty("deleted").GetInt32());
        Assert.Contains("1 to 1000", answers.GetProperty("limit").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "api/candles", "getCandles")]
    [InlineData("POST", "api/rules/{kind}/rehearse", "postRulesByKindRehearse")]
    [InlineData("GET", "api/symbols/{feed}/{*symbol}", "getSymbolsByFeedBySymbol")]
    [InlineData("GET", "api/trades.csv", "getTradesCsv")]
    [InlineData("GET", "api/order-flow", "getOrderFlow")]
    [InlineData("GET", "live", "getLive")]
    public void Id_OfAnAddress_IsAFunctionsName(string method, string path, string expected) =>
        Assert.Equal(expected, ApiOperations.Id(method, path));

    private async Task<string> WriteAsync(TemporaryFolder folder)
    {
        var document = await _terminal.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        await File.WriteAllTextAsync(folder.File("openapi.json"), document);
        Assert.True(document.Length > 50_000, document.Length.ToString(CultureInfo.InvariantCulture));
        return document;
    }
}
