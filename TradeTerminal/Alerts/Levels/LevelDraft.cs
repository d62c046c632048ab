using TradeTerminal.Ingest.Alerts.Levels;

namespace TradeTerminal.Alerts.Levels;

/// <summary>A level as a person types it.</summary>
internal sealed class LevelDraft
{
    public const string Keep = "keep";

    private readonly Level _of;

    public LevelDraft(Level of)
    {
        _of = of;
        (Price, Direction, Repeat) = (LevelWords.Price(of.Price), of.Direction.Code(), of.Repeat == Ingest.Alerts.Settings.Repeat.Once ? "once" : "every");
        (Sound, Note, Expires) = (of.Sound, of.Note, of.ExpiresAt is null ? "" : Keep);
    }

    public string Price { get; set; }

    public string Direction { get; set; }

    public string Repeat { get; set; }

    public string Sound { get; set; }

    public string Note { get; set; }

    /// <summary>Empty for never, hours from now, or <see cref="Keep"/> for the time that is set.</summary>
    public string Expires { get; set; }

    public DateTime? SetToExpire => _of.ExpiresAt;

    /// <summary>The level armed at <paramref name="utcNow"/>, or null and what is wrong by the name of the field.</summary>
    public Level? TryRead(DateTime utcNow, out IReadOnlyDictionary<string, string> problems)
    {
        problems = new Dictionary<string, string>();
        if (TypedNumber.TryDecimal(Price, out var price) is { } wrong)
        {
            problems = new Dictionary<string, string> { ["price"] = wrong };
            return null;
        }

        var level = _of with
        {
            Price = price,
            Direction = LevelDirections.TryParse(Direction, out var direction) ? direction : LevelDirection.Crosses,
            Repeat = Repeat == "every" ? Ingest.Alerts.Settings.Repeat.Every : Ingest.Alerts.Settings.Repeat.Once,
            Sound = Sound,
            Note = Note.Trim(),
            ExpiresAt = Expires == Keep ? _of.ExpiresAt : int.TryParse(Expires, out var hours) ? utcNow.AddHours(hours) : null,
            ArmedAt = utcNow,
            FiredAt = null,
        };
        problems = level.Problems();
        return problems.Count == 0 ? level : null;
    }
}
