using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace TradeTerminal.Ops;

/// <summary>
/// Tells the browser to load and run nothing but our own files. Of inline scripts only the import map of the
/// page is allowed, by its hash; inline styles are, because components set them.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private readonly ConcurrentDictionary<string, string> _policies = new(StringComparer.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: an error clears what was set before, and the endpoint is known by then.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers.ContentSecurityPolicy = Policy(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private string Policy(HttpContext context) => _policies.GetOrAdd(
        context.GetEndpoint()?.Metadata.GetMetadata<ImportMapDefinition>()?.ToString() ?? "", static importMap => string.Join("; ",
        [
            "default-src 'self'",
            importMap.Length == 0 ? "script-src 'self'" : $"script-src 'self' 'sha256-{Hash(importMap)}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]));

    private static string Hash(string script) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
}
