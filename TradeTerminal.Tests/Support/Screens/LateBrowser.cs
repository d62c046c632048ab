using Microsoft.AspNetCore.Components;

namespace TradeTerminal.Tests.Support.Screens;

/// <summary>Comes to an address when it is told to, as a browser at the end of a wire.</summary>
internal sealed class LateBrowser : NavigationManager
{
    private readonly Queue<string> _asked = [];

    public LateBrowser() => Initialize("http://localhost/", "http://localhost/");

    public string Path => ToAbsoluteUri(Uri).PathAndQuery;

    /// <summary>Addresses it has not come to.</summary>
    public int Waiting => _asked.Count;

    public void Answer() => Come(_asked.Dequeue());

    public void Come(string uri)
    {
        Uri = ToAbsoluteUri(uri).AbsoluteUri;
        NotifyLocationChanged(isInterceptedLink: false);
    }

    protected override void NavigateToCore(string uri, NavigationOptions options) => _asked.Enqueue(uri);
}
