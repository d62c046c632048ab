using System.Text;

namespace TradeTerminal.Tests.Support.Samples;

/// <summary>JSON as nobody writes it, and JSON that is broken in a place or two.</summary>
internal static class JsonNoise
{
    private static readonly byte[] Alphabet = "{}[]\"\":,\\/u0123456789abcdefnrtEe+-. \t\r\n\0\u0001truefalsnull"u8.ToArray();

    private static readonly string[] Scalars =
    [
        "null", "true", "false", "0", "-0", "1", "-1.5e+3", "1E400", "123456789012345678901234567890", "0.1e-9", "\"\"",
        "\"a\"", "\"\\u00e9\\n\\\\\"", "\"\\ud83d\\ude80\"", "\"\\ud800\"", "\"\\u0000\"", "\"é🚀\"", "\"buy\"", "\"189.37\"",
        "\"2026-03-01T14:30:00Z\"", "\"price\"", $"\"{TradeMessages.TradeId}\"",
        "01", "1.", ".5", "+1", "1e", "-", "nul", "True", "\"", "\"\\x\"", "\"\\u12\"", "\"\n\"", "NaN",
    ];

    /// <summary>Mostly well-formed, with white space of every kind.</summary>
    internal static string Value(Random random)
    {
        var text = new StringBuilder();
        Append(text, random, 0);
        return text.ToString();
    }

    /// <summary>A copy changed in one to four places.</summary>
    internal static byte[] Mutate(byte[] json, Random random)
    {
        var bytes = json.ToList();
        for (var changes = random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 6), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                    break;
                case 2:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 3:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 4:
                    bytes.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                    break;
                case 5 when random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes[at] = Alphabet[random.Next(Alphabet.Length)];
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Bytes that look like JSON from afar.</summary>
    internal static byte[] Bytes(Random random) => random.GetItems(Alphabet, random.Next(40));

    private static void Append(StringBuilder text, Random random, int depth)
    {
        Space(text, random);
        switch (depth > 5 ? 0 : random.Next(6))
        {
            case 4:
                AppendMany(text, random, depth, '{', '}');
                break;
            case 5:
                AppendMany(text, random, depth, '[', ']');
                break;
            default:
                text.Append(Scalars[random.Next(random.Next(12) == 0 ? Scalars.Length : 22)]);
                break;
        }

        Space(text, random);
    }

    private static void AppendMany(StringBuilder text, Random random, int depth, char open, char close)
    {
        text.Append(open);
        for (var rest = random.Next(4); rest > 0; rest--)
        {
            if (open == '{')
            {
                text.Append("\"k").Append(random.Next(3)).Append("\" :");
            }

            Append(text, random, depth + 1);
            text.Append(rest > 1 ? "," : "");
        }

        text.Append(close);
    }

    private static void Space(StringBuilder text, Random random)
    {
        if (random.Next(4) == 0)
        {
            text.Append(" \t\r\n"[random.Next(4)]);
        }
    }
}
