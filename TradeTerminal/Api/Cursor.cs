using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Extensions;

namespace TradeTerminal.Api;

/// <summary>
/// The place in a list after which the next page begins: the sort key of the last row, in a form that is
/// handed back as it came and has no meaning to others.
/// </summary>
internal static class Cursor
{
    private const int LongestText = 1_000;

    private static readonly JsonSerializerOptions Strict = new()
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static string Write<T>(T key) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(key));

    /// <summary>Null without a cursor; a malformed one is noted in <paramref name="arguments"/>.</summary>
    public static T? Read<T>(string? text, QueryArguments arguments, string name = "before")
        where T : PageKey
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            if (text.Length <= LongestText && Base64Url.IsValid(text)
                && Base64Url.DecodeFromUtf8(Encoding.ASCII.GetBytes(text)) is var json
                && json.AsSpan().IndexOf("\\u0000"u8) < 0
                && JsonSerializer.Deserialize<T>(json, Strict) is { At.Kind: DateTimeKind.Utc } key)
            {
                return key;
            }
        }
        catch (JsonException)
        {
        }

        arguments.Refuse(name, "a cursor taken from the Link header of the page before");
        return null;
    }

    /// <summary>
    /// Announces the next page as <c>Link: &lt;…&gt;; rel="next"</c>, relative: behind a proxy that speaks TLS only the caller knows the
    /// scheme.
    /// </summary>
    public static void Announce(HttpContext context, string cursor)
    {
        var request = context.Request;
        var query = new QueryBuilder(
            request.Query.Where(pair => pair.Key != "before").SelectMany(
                pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? "")))
        {
            { "before", cursor },
        };
        var url = UriHelper.BuildRelative(request.PathBase, request.Path, query.ToQueryString());
        context.Response.Headers.Link = $"<{url}>; rel=\"next\"";
    }
}
