using System.Globalization;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>Finds each field of a feed among the places of a sample, by name and by values, and says why.</summary>
internal sealed class FieldGuesser(Feed feed, LeafSet leaves)
{
    private const int LeastScore = 30;

    private static readonly HashSet<string> SymbolNames = ["ticker", "symbol", "commodity", "trader_id"];

    private readonly Dictionary<string, FieldGuess> _guesses = [];
    private readonly HashSet<Leaf> _taken = [];

    /// <summary>By the name of the field, in the feed's order.</summary>
    public IReadOnlyList<FieldGuess> Guess()
    {
        Assign();
        Complete();
        return [.. feed.Fields.All.Select(field => _guesses.GetValueOrDefault(field.Name)
            ?? new FieldGuess(new FieldEntry(field.Name, $"/{field.Name}"), Certainty.None,
                IsRequired(field) ? "Nothing in the messages is called so or looks like it." : "Not in the messages; it may be missing."))];
    }

    /// <summary>A price's unit may be said beside it: a field that has one small number everywhere. What is called <c>pricescale</c> is a
    /// divisor as often.</summary>
    private static readonly string[] ScaleNames = ["scale", "pxscale", "priceexponent", "exponent", "pricedecimals",
        "decimals", "priceprecision"];

    private bool IsRequired(Field field) => feed.Fields.Required.Contains(field);

    /// <summary>The best pair of field and place first; each place is one field's.</summary>
    private void Assign()
    {
        var pairs = feed.Fields.All.Where(field => !IsSide(field))
            .SelectMany(field => leaves.Leaves.Select(leaf => (field, leaf, score: Score(field, leaf))))
            .Where(pair => pair.score >= LeastScore)
            .OrderByDescending(pair => pair.score).ThenBy(pair => pair.field.Index).ThenBy(pair => pair.leaf.Names.Count);
        AssignSide();
        foreach (var (field, leaf, _) in pairs)
        {
            if (!_guesses.ContainsKey(field.Name) && !_taken.Contains(leaf) && Of(field, leaf) is { } guess)
            {
                Take(guess, leaf);
            }
        }
    }

    private void AssignSide()
    {
        if (feed.Fields.All.FirstOrDefault(IsSide) is not { } side)
        {
            return;
        }

        var found = leaves.Leaves.Select(leaf => (leaf, guess: SideGuess.Of(side.Name, leaf))).Where(pair => pair.guess is not null)
            .OrderByDescending(pair => pair.guess!.Certainty).ThenByDescending(pair => FieldNames.Score(side.Name, pair.leaf.Names))
            .FirstOrDefault();
        if (found.guess is { } guess)
        {
            Take(guess, found.leaf);
        }
    }

    private void Take(FieldGuess guess, params ReadOnlySpan<Leaf> taken)
    {
        _guesses[guess.Entry.Name] = guess;
        foreach (var leaf in taken)
        {
            _taken.Add(leaf);
        }
    }

    private static bool IsSide(Field field) => field.Name == "side";

    /// <summary>Name and values together; 0 where the values can't be of the field.</summary>
    private double Score(Field field, Leaf leaf)
    {
        if (leaf.Count == 0)
        {
            return 0;
        }

        var name = FieldNames.Score(field.Name, leaf.Names);
        var values = field.IsTime ? OfTime(leaf)
            : field.IsNumber ? OfNumber(field, leaf, name)
            : field.HasWords ? leaf.Distinct.All(word => field.IndexOfWord(System.Text.Encoding.UTF8.GetBytes(word)) >= 0) ? 10 : -1
            : field.IsText ? OfText(field, leaf, name)
            : OfId(leaf, name);
        var isOptional = !IsRequired(field);
        // What may be missing is taken by its name alone, and what is called nothing by its values only where they are telling.
        return values < 0 || (isOptional && name < FieldNames.InPart) ? 0
            : (name + values) * (0.4 + (0.6 * leaf.Count / Math.Max(1, leaves.Events)));
    }

    private static int OfTime(Leaf leaf) => leaf.Unit is null ? -1 : leaf.Unit == TimeUnit.Iso ? 32 : 30;

    private static int OfNumber(Field field, Leaf leaf, int name)
    {
        var isPrice = field.Name.Contains("rice", StringComparison.Ordinal);
        var isTime = leaf.Unit is not null && name < 90;
        return !leaf.AreNumbers || isTime || name == 0 ? -1 : isPrice && leaf.Max <= 0 && leaf.Min >= 0 ? 0 : 20;
    }

    private int OfText(Field field, Leaf leaf, int name)
    {
        if (leaf.Symbols < leaf.Count * 0.9 || leaf.IsoTimes > 0 || (leaf.Unit is not null && leaf.Integers > 0))
        {
            return -1;
        }

        var isRepeated = leaf.Distinct.Count < Math.Max(2, leaves.Different * 0.8);
        var looks = leaf.Numbers == 0 && leaf.Distinct.All(word => !word.Any(char.IsLower) && word.Any(char.IsAsciiLetterUpper));
        return name == 0 ? SymbolNames.Contains(field.Name) && looks && isRepeated && leaf.Distinct.Count > 1 ? 31 : -1
            : (looks ? 20 : 5) + (isRepeated ? 10 : 0);
    }

    private int OfId(Leaf leaf, int name)
    {
        if (leaf.Ids < leaf.Count * 0.98 || leaf.IsoTimes > 0 || (leaf.Unit is not null && name == 0))
        {
            return -1;
        }

        var unique = (double)leaf.Distinct.Count / Math.Max(1, Math.Min(leaf.Count, leaves.Different));
        return unique < 0.98 ? -1 : name > 0 ? 30 : leaves.Different > 4 && LooksLikeAnId(leaf) ? 31 : -1;
    }

    /// <summary>Called nothing that is known: text with letters in it, or numbers close together. A size is different in each message,
    /// too.</summary>
    private static bool LooksLikeAnId(Leaf leaf) => !FieldNames.IsKnown(leaf.Names)
        && (leaf.Numbers == 0 || (leaf.AreIntegers && leaf.Max - leaf.Min <= 10 * leaf.Distinct.Count));

    private FieldGuess? Of(Field field, Leaf leaf)
    {
        var name = FieldNames.Score(field.Name, leaf.Names);
        var certainty = name >= 60 ? Certainty.Sure : name >= 40 ? Certainty.Likely : Certainty.Doubtful;
        var called = name >= 40 ? $"{leaf.Pointer} by its name" : name > 0 ? $"{leaf.Pointer} by a part of its name"
            : $"{leaf.Pointer} by its values alone";
        var entry = new FieldEntry(field.Name, leaf.Pointer);
        if (field.IsTime)
        {
            return TimeGuess.Of(entry, leaf, certainty, called);
        }

        if (field.IsNumber)
        {
            return NumberOf(field, entry, leaf, certainty, called);
        }

        var distinct = leaf.Distinct.Count;
        return new FieldGuess(entry, certainty, field.IsText
            ? $"{called}: {distinct} distinct, such as {leaf.Example}."
            : $"{called}: different in each of {Math.Min(leaf.Count, leaves.Different)} messages, such as {leaf.Example}.");
    }

    private FieldGuess NumberOf(Field field, FieldEntry entry, Leaf leaf, Certainty certainty, string called)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"{leaf.Min} to {leaf.Max}");
        var isPrice = field.Name.Contains("rice", StringComparison.Ordinal);
        var (scale, why) = ByName(field, leaf.Names[^1]);
        if (scale is null && isPrice && leaf.AreIntegers)
        {
            (scale, why) = ScaleBeside() is { } places ? ($"1e-{places}", $"a field beside it says {places} decimals")
                : leaf.Min >= 10_000_000_000m ? ("1e-9", "more than ten digits are no price, billionths are") : (null, "");
        }

        return scale is null ? new FieldGuess(entry, certainty, $"{called}: numbers from {range}.")
            : new FieldGuess(entry with { Scale = scale }, Certainty.Doubtful,
            $"{called}: {(leaf.AreIntegers ? "whole numbers" : "numbers")} from {range}; × {scale}, for {why}.");
    }

    /// <summary>The unit that a name ends with; it holds for fractions too.</summary>
    private static (string? Scale, string Why) ByName(Field field, string name) =>
        name.EndsWith("cents", StringComparison.Ordinal) ? ("0.01", "its name says cents")
        : name.Contains("nano", StringComparison.Ordinal) || IsPower(field, name, "e9") ? ("1e-9", "its name says billionths")
        : IsPower(field, name, "e8") ? ("1e-8", "its name says so")
        : IsPower(field, name, "e4") ? ("1e-4", "its name says so") : (null, "");

    /// <summary>Not so in <c>price4</c>.</summary>
    private static bool IsPower(Field field, string name, string end) => name.EndsWith(end, StringComparison.Ordinal)
        && FieldNames.Score(field.Name, [name[..^end.Length]]) > 0;

    private string? ScaleBeside() =>
        leaves.Leaves.FirstOrDefault(leaf => leaf.Names.Count > 0 && ScaleNames.Contains(leaf.Names[^1]) && leaf.AreIntegers
            && leaf.Min == leaf.Max && leaf.Count == leaves.Events && Math.Abs(leaf.Max) is >= 1 and <= 18) is { } found
            ? Math.Abs(found.Max).ToString("F0", CultureInfo.InvariantCulture) : null;

    /// <summary>What the messages do not have and can do without.</summary>
    private void Complete()
    {
        foreach (var field in feed.Fields.All.Where(field => !_guesses.ContainsKey(field.Name)))
        {
            if (MissingField.Of(feed, field, leaves, _guesses) is { } guess)
            {
                _guesses[field.Name] = guess;
            }
        }
    }
}
