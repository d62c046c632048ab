using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace TradeTerminal.Layout;

/// <summary>
/// The addresses that one viewer's choices ask for. Each takes a way to the browser and back; a page shows what was chosen
/// on it at once, and its next choice builds on that. Until the last address has come back (<see cref="IsAhead"/>), the one
/// that has come says less than the page knows.
/// </summary>
public sealed class AddressBar : IDisposable
{
    private readonly NavigationManager _navigation;
    private readonly Queue<string> _asked = [];

    public AddressBar(NavigationManager navigation)
    {
        _navigation = navigation;
        navigation.LocationChanged += Arrive;
    }

    /// <summary>True while the newest address is on its way.</summary>
    public bool IsAhead => _asked.Count > 0;

    /// <summary>The newest address, whether it has come back or not.</summary>
    public Uri Newest => new(IsAhead ? _asked.Last() : _navigation.Uri);

    /// <summary>A replaced address leaves no step to go back to, and neither does the one where the viewer is.</summary>
    public void Go(string uri, bool replace = false)
    {
        var address = _navigation.ToAbsoluteUri(uri).AbsoluteUri;
        if (address != Newest.AbsoluteUri)
        {
            _asked.Enqueue(address);
            _navigation.NavigateTo(uri, replace: replace);
        }
    }

    public void Dispose() => _navigation.LocationChanged -= Arrive;

    private void Arrive(object? sender, LocationChangedEventArgs change)
    {
        // What nobody asked for here is a link or the browser's own way back, and takes the place of all that was asked.
        while (_asked.TryDequeue(out var asked) && asked != change.Location)
        {
        }
    }
}
