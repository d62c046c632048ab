using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TradeTerminal.Api;

/// <summary>What the OpenAPI document says of every address alike, so that generators and linters have what they ask for.</summary>
internal static class ApiOperations
{
    private static readonly Dictionary<string, string> Tags = new()
    {
        ["Alerts"] = "What the rules found, price levels, and the rules themselves.",
        ["Dashboards"] = "Flat series for tools that draw.",
        ["Market"] = "Prices, trades and candles of every feed.",
        ["Operation"] = "How the terminal is, and what it refused.",
        ["Positions"] = "Open positions, profit and loss.",
        ["Producer"] = "Made-up events.",
        ["Replay"] = "Files, and what is stored, sent once more.",
        ["Scenarios"] = "Events about symbols of their own, with a verdict.",
        ["Symbols"] = "What is stored of a symbol, and deleting it.",
        ["Watchlists"] = "Symbols under a name.",
    };

    public static void Describe(OpenApiOptions options)
    {
        options.AddOperationTransformer((operation, context, _) =>
        {
            operation.OperationId = Id(context.Description.HttpMethod ?? "GET", context.Description.RelativePath ?? "");
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, _, _) =>
        {
            // Numbers in bodies may be written as text, which the generator says of answers too: there they never are.
            if (schema.Type is { } type && (type & (JsonSchemaType.Number | JsonSchemaType.Integer)) != 0 && type.HasFlag(JsonSchemaType.String))
            {
                (schema.Type, schema.Pattern) = (type & ~JsonSchemaType.String, null);
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" };
            // Behind a proxy only the caller knows the scheme.
            document.Servers = [new OpenApiServer { Url = "/", Description = "The terminal that gave this document" }];
            // Written as one requirement of nothing: an empty list is left out by the writer, and then nobody knows.
            document.Security = [new OpenApiSecurityRequirement()];
            document.Tags = document.Tags?.Select(tag => new OpenApiTag { Name = tag.Name, Description = Tags.GetValueOrDefault(tag.Name ?? "") })
                .ToHashSet();
            foreach (var path in document.Paths.Values)
            {
                // HEAD is wherever GET is.
                path.Operations?.Remove(HttpMethod.Head);
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>
    /// A name for the functions of generated clients, such as <c>getCandles</c> or <c>postRulesByKindRehearse</c>: the method, and what the
    /// path says.
    /// </summary>
    internal static string Id(string method, string path)
    {
        var id = new StringBuilder(method.ToLowerInvariant());
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipWhile(part => part == "api"))
        {
            id.Append(part.StartsWith('{') ? "By" : "");
            foreach (var word in part.Trim('{', '}').Split('-', '.', '*', '?').Where(word => word.Length > 0))
            {
                id.Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1));
            }
        }

        return id.ToString();
    }
}
