using TradeTerminal.Settings;

namespace TradeTerminal.Watchlists;

/// <summary>
/// The watchlists as the viewer at one browser has them: those of everybody, and <c>recent</c>, which fills by itself with what was looked
/// at there.
/// </summary>
internal sealed class ViewerLists(WatchlistBook book, ViewerState viewer)
{
    private WatchlistSet _shared = WatchlistSet.Unread;
    private string _recent = "";
    private WatchlistSet _current = WatchlistSet.Unread;

    /// <summary><see cref="WatchlistSet.Unread"/> until the database has been read. The same object as long as no list changes.</summary>
    public WatchlistSet Current
    {
        get
        {
            var (shared, recent) = (book.Current, viewer.Current.Settings.Recent);
            if (shared != _shared || recent.ToString() != _recent)
            {
                (_shared, _recent) = (shared, recent.ToString());
                _current = shared == WatchlistSet.Unread ? shared : shared.With(recent);
            }

            return _current;
        }
    }

    /// <summary>The lists, read from the database if nobody has yet.</summary>
    public async Task<WatchlistSet> ReadAsync(CancellationToken cancellationToken)
    {
        await book.ReadAsync(cancellationToken);
        return Current;
    }
}
