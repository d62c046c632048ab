using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Ingest.Alerts.Levels;

/// <summary>
/// A price of one symbol of one feed that somebody wants to hear of, as it is stored. It judges the prices that are committed after
/// it was set, whatever their event time.
/// </summary>
public sealed record Level : IEntityTypeConfiguration<Level>
{
    public const int LongestNote = 200;

    /// <summary>As of prices on the wire: below 10^10 with at most 8 decimals; any sign, as commodities have.</summary>
    public const decimal LargestPrice = 9_999_999_999.999999999999999999m;

    public const int MostDecimals = 18;

    /// <summary>As <see cref="Of"/> reads them.</summary>
    internal const string Columns = "level_id, feed, symbol, price, direction, repeat, sound, note, expires_at, armed_at, fired_at, fired";

    /// <summary>What a level may sound like; empty is silent.</summary>
    public static readonly IReadOnlyList<string> Sounds = ["", "tone", "chime", "alarm"];

    public Guid LevelId { get; init; }

    public string Feed { get; init; } = "";

    public string Symbol { get; init; } = "";

    public decimal Price { get; init; }

    public LevelDirection Direction { get; init; } = LevelDirection.Crosses;

    public Repeat Repeat { get; init; }

    /// <summary>One of <see cref="Sounds"/>.</summary>
    public string Sound { get; init; } = "";

    public string Note { get; init; } = "";

    /// <summary>Prices of this event time and later are no longer judged; null is never.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>When it was set, or set anew at another price: what it had fired before is forgotten then.</summary>
    public DateTime ArmedAt { get; init; }

    /// <summary>Event time of the price that it last fired at since then.</summary>
    public DateTime? FiredAt { get; init; }

    /// <summary>How often it has fired since it was first set.</summary>
    public long Fired { get; init; }

    /// <summary>It has fired once, and was to fire once.</summary>
    public bool IsSpent => Repeat == Repeat.Once && FiredAt is not null;

    public bool IsArmed(DateTime utcNow) => !IsSpent && !(ExpiresAt <= utcNow);

    /// <summary>What is wrong, by the JSON name, each saying what to do; empty when all is well.</summary>
    public IReadOnlyDictionary<string, string> Problems()
    {
        var problems = new Dictionary<string, string>();
        if (Math.Abs(Price) > LargestPrice || Math.Round(Price, MostDecimals) != Price)
        {
            problems["price"] = $"Give a price below 10,000,000,000 with at most {MostDecimals} decimals.";
        }

        if (Note.Length > LongestNote || Note.Any(char.IsControl))
        {
            problems["note"] = $"Give at most {LongestNote} characters without line breaks.";
        }

        if (!Sounds.Contains(Sound))
        {
            problems["sound"] = $"Give one of {string.Join(", ", Sounds.Skip(1))}, or nothing.";
        }

        if (ExpiresAt <= ArmedAt)
        {
            problems["expiresAt"] = "Give a time to come, or nothing.";
        }

        return problems;
    }

    public void Configure(EntityTypeBuilder<Level> builder)
    {
        builder.ToTable("levels");
        builder.HasKey(row => row.LevelId);
        builder.Property(row => row.LevelId).HasColumnName("level_id");
        builder.Property(row => row.Feed).HasColumnName("feed").HasColumnType("text");
        builder.Property(row => row.Symbol).HasColumnName("symbol").HasColumnType("text");
        builder.Property(row => row.Price).HasColumnName("price").HasColumnType("numeric");
        builder.Property(row => row.Direction).HasColumnName("direction").HasColumnType("text")
            .HasConversion(direction => direction.Code(), code => Parse(code));
        builder.Property(row => row.Repeat).HasColumnName("repeat").HasColumnType("text")
            .HasConversion(repeat => repeat == Repeat.Once ? "once" : "every", code => code == "once" ? Repeat.Once : Repeat.Every);
        builder.Property(row => row.Sound).HasColumnName("sound").HasColumnType("text");
        builder.Property(row => row.Note).HasColumnName("note").HasColumnType("text");
        builder.Property(row => row.ExpiresAt).HasColumnName("expires_at").HasColumnType("timestamptz");
        builder.Property(row => row.ArmedAt).HasColumnName("armed_at").HasColumnType("timestamptz");
        builder.Property(row => row.FiredAt).HasColumnName("fired_at").HasColumnType("timestamptz");
        builder.Property(row => row.Fired).HasColumnName("fired");
        builder.HasIndex(row => new { row.Feed, row.Symbol }).HasDatabaseName("levels_symbol");
    }

    internal static Level Of(NpgsqlDataReader row) => new()
    {
        LevelId = row.GetGuid(0),
        Feed = row.GetString(1),
        Symbol = row.GetString(2),
        Price = row.GetDecimal(3),
        Direction = Parse(row.GetString(4)),
        Repeat = row.GetString(5) == "once" ? Repeat.Once : Repeat.Every,
        Sound = row.GetString(6),
        Note = row.GetString(7),
        ExpiresAt = row.IsDBNull(8) ? null : row.GetDateTime(8),
        ArmedAt = row.GetDateTime(9),
        FiredAt = row.IsDBNull(10) ? null : row.GetDateTime(10),
        Fired = row.GetInt64(11),
    };

    private static LevelDirection Parse(string code) =>
        LevelDirections.TryParse(code, out var direction) ? direction : LevelDirection.Crosses;
}
