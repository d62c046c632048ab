namespace TradeTerminal.Controls;

/// <summary>Rows that keep their places while somebody reads them; their figures go on.</summary>
internal static class StillRows
{
    /// <summary>
    /// The rows of <paramref name="shown"/> as they are now, which is as they were where <paramref name="all"/> has them no more; and
    /// how many places <paramref name="newest"/>, which would be shown, fills otherwise.
    /// </summary>
    public static (List<TRow> Rows, int Changes) Keep<TRow, TKey>(
        IReadOnlyList<TRow> shown, IReadOnlyList<TRow> newest, IEnumerable<TRow> all, Func<TRow, TKey> keyOf)
        where TRow : class
        where TKey : notnull
    {
        var byKey = all.ToDictionary(keyOf);
        var changes = Math.Abs(shown.Count - newest.Count);
        for (var place = 0; place < Math.Min(shown.Count, newest.Count); place++)
        {
            changes += keyOf(shown[place]).Equals(keyOf(newest[place])) ? 0 : 1;
        }

        return ([.. shown.Select(row => byKey.GetValueOrDefault(keyOf(row), row))], changes);
    }
}
