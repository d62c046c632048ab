using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace TradeTerminal.Ops;

/// <summary>
/// There is no login, so what a browser may be made to do by a page from elsewhere is refused: commands and
/// circuits from a foreign origin, and, while the terminal listens on this machine only, names that do not
/// mean this machine (DNS rebinding). Programs send no Origin and are let through.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next, IServer server, IConfiguration configuration)
{
    private readonly bool _hostsConfigured = !string.IsNullOrEmpty(configuration["AllowedHosts"]);
    private bool? _onlyLoopback;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!_hostsConfigured && OnlyLoopback && !IsLoopback(request.Host.Host))
        {
            return RefuseAsync(
                context, StatusCodes.Status400BadRequest, "This name is not served.",
                "The terminal listens on this machine only. To reach it under another name set AllowedHosts to that name.");
        }

        if (Matters(request) && IsForeign(request))
        {
            return RefuseAsync(
                context, StatusCodes.Status403Forbidden, "This origin is not allowed.",
                "Commands and live pages are taken from the terminal's own pages, and from programs that send no Origin header.");
        }

        return next(context);
    }

    private bool OnlyLoopback => _onlyLoopback ??=
        server.Features.Get<IServerAddressesFeature>() is { Addresses: { Count: > 0 } addresses }
        && addresses.All(address => IsLoopback(BindingAddress.Parse(address).Host));

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool Matters(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        || request.Path.StartsWithSegments("/_blazor")
        || request.HttpContext.WebSockets.IsWebSocketRequest
        || request.Headers.Upgrade.Count > 0;

    /// <summary>The scheme is not compared: a proxy in front may speak TLS where we do not.</summary>
    private static bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            return true;
        }

        return request.Headers.Origin is [{ } origin, ..]
            && (!Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                || !uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static Task RefuseAsync(HttpContext context, int status, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title).ExecuteAsync(context);
}
