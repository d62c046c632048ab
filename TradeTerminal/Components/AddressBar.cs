using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace TradeTerminal.Components;

/// <summary>
/// The addresses that one viewer's choices ask for. Each takes a way to the browser and back; a page shows what was chosen
/// at once, and the next choice builds on it. Until the last address has come back (<see cref="IsAhead"/>), the one that
/// has come says less than the page knows.
/// </summary>
public sealed class AddressBar : IDisposable
{
    private readonly NavigationManager _navigation;
    private readonly Queue<string> _asked = [];
    private string _arrived;

    public AddressBar(NavigationManager navigation)
    {
        _navigation = navigation;
        _arrived = navigation.Uri;
        navigation.LocationChanged += Arrive;
    }

    /// <summary>True while the newest address is on its way.</summary>
    public bool IsAhead
    {
        get
        {
            // A page asks while its router hears of a change, which may be before this does.
            Arrive(_navigation.Uri);
            return _asked.Count > 0;
        }
    }

    /// <summary>The newest address, whether it has come back or not.</summary>
    public Uri Newest => new(IsAhead ? _asked.Last() : _arrived);

    /// <summary>A replaced address leaves no step to go back to.</summary>
    public void Go(string uri, bool replace = false)
    {
        var address = _navigation.ToAbsoluteUri(uri).AbsoluteUri;
        if (address != Newest.AbsoluteUri)
        {
            _asked.Enqueue(address);
        }

        _navigation.NavigateTo(uri, replace: replace);
    }

    public void Dispose() => _navigation.LocationChanged -= Arrive;

    private void Arrive(object? sender, LocationChangedEventArgs change) => Arrive(change.Location);

    private void Arrive(string address)
    {
        if (address == _arrived)
        {
            return;
        }

        _arrived = address;
        // What nobody asked for here is a link or the browser's own way back, and takes the place of all that was asked.
        while (_asked.TryDequeue(out var asked) && asked != address)
        {
        }
    }
}
