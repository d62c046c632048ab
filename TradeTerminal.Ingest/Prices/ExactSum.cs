using System.Globalization;
using System.Numerics;

namespace TradeTerminal.Ingest.Prices;

/// <summary>
/// A sum of decimals, or of products of two, exact however many there are and whatever decimals they have: a decimal would drop the
/// last of them from some 28 digits on, and the sum would depend on the order. 128 bits do nearly always; what they don't hold goes on
/// with as many as it takes. Not to be copied while it is added to.
/// </summary>
internal struct ExactSum
{
    private const int MostTens = 38;
    private const int MostDecimals = 28;

    private static readonly Int128[] Tens = [.. Enumerable.Range(0, MostTens + 1).Select(power => (Int128)BigInteger.Pow(10, power))];
    private static readonly Int128[] Limits = [.. Tens.Select(ten => Int128.MaxValue / ten)];
    private static readonly UInt128 LargestMantissa = (UInt128.One << 96) - 1;

    private Int128 _units;
    private BigInteger _wide;
    private bool _isWide;

    /// <summary>The most decimals of any summand.</summary>
    public int Scale { get; private set; }

    /// <summary>In units of the last decimal.</summary>
    public readonly BigInteger Units => _isWide ? _wide : (BigInteger)_units;

    public static ExactSum Of(decimal value)
    {
        var sum = default(ExactSum);
        sum.Add(value);
        return sum;
    }

    /// <summary>As PostgreSQL writes a numeric: <c>-12.3450</c>.</summary>
    public static ExactSum Parse(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        var sum = default(ExactSum);
        var digits = point < 0 ? text.ToString() : string.Concat(text[..point], text[(point + 1)..]);
        sum.Add(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), point < 0 ? 0 : text.Length - point - 1);
        return sum;
    }

    public static ExactSum Of(Int128 units, int scale) => new() { _units = units, Scale = scale };

    public static ExactSum Of(BigInteger units, int scale)
    {
        var sum = default(ExactSum);
        sum.Add(units, scale);
        return sum;
    }

    public void Add(decimal value)
    {
        var (high, low, scale, isNegative) = Split(value);
        var units = new Int128(high, low);
        Add(isNegative ? -units : units, scale);
    }

    public void AddProduct(decimal left, decimal right)
    {
        var (leftHigh, leftLow, leftScale, leftIsNegative) = Split(left);
        var (rightHigh, rightLow, rightScale, rightIsNegative) = Split(right);
        var high = Math.BigMul(leftLow, rightLow, out var low);
        if ((leftHigh | rightHigh) != 0 || high > long.MaxValue)
        {
            var product = (BigInteger)new UInt128(leftHigh, leftLow) * new UInt128(rightHigh, rightLow);
            Add(leftIsNegative == rightIsNegative ? product : -product, leftScale + rightScale);
            return;
        }

        var units = new Int128(high, low);
        Add(leftIsNegative == rightIsNegative ? units : -units, leftScale + rightScale);
    }

    public void Add(in ExactSum other)
    {
        if (other._isWide)
        {
            Add(other._wide, other.Scale);
        }
        else
        {
            Add(other._units, other.Scale);
        }
    }

    /// <summary>In units of 10^-<paramref name="scale"/>; false where it has more decimals, or 128 bits are not enough.</summary>
    public readonly bool TryUnits(int scale, out Int128 units)
    {
        units = _units;
        if (_isWide || scale >= Scale)
        {
            return !_isWide && TryRaise(ref units, scale - Scale);
        }

        units = _units / Tens[Math.Min(MostTens, Scale - scale)];
        return Scale - scale <= MostTens && units * Tens[Scale - scale] == _units;
    }

    /// <summary>All of its digits; false where a decimal does not hold them.</summary>
    public readonly bool TryDecimal(out decimal value)
    {
        var size = (UInt128)(_units < 0 ? -_units : _units);
        var fits = !_isWide && size <= LargestMantissa && Scale <= MostDecimals;
        value = fits ? Figure(size, _units < 0, Scale) : 0;
        return fits;
    }

    /// <summary>Exact where a decimal holds it, else with as many decimals as one holds, cut; a larger one is the largest.</summary>
    public readonly decimal ToDecimal()
    {
        if (TryDecimal(out var exact))
        {
            return exact;
        }

        var (units, scale) = (BigInteger.Abs(Units), Scale);
        while (scale > 0 && (scale > MostDecimals || units > LargestMantissa))
        {
            (units, scale) = (units / 10, scale - 1);
        }

        return units > LargestMantissa ? (Units.Sign < 0 ? decimal.MinValue : decimal.MaxValue) : Figure((UInt128)units, Units.Sign < 0, scale);
    }

    /// <summary>This ÷ <paramref name="divisor"/>, which is not 0, to 28 decimals or as many as a decimal holds.</summary>
    public readonly decimal Over(in ExactSum divisor)
    {
        var units = Units * BigInteger.Pow(10, MostDecimals + divisor.Scale) / (divisor.Units * BigInteger.Pow(10, Scale));
        return Of(units, MostDecimals).ToDecimal();
    }

    /// <summary>All of its digits.</summary>
    public override readonly string ToString()
    {
        var digits = BigInteger.Abs(Units).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        return $"{(Units.Sign < 0 ? "-" : "")}{digits[..^Scale]}{(Scale > 0 ? "." : "")}{digits[^Scale..]}";
    }

    private void Add(Int128 units, int scale)
    {
        var mine = _units;
        if (!_isWide && (scale > Scale ? TryRaise(ref mine, scale - Scale) : TryRaise(ref units, Scale - scale)))
        {
            var sum = unchecked(mine + units);
            if (((mine ^ sum) & (units ^ sum)) >= 0)
            {
                (_units, Scale) = (sum, Math.Max(Scale, scale));
                return;
            }

            scale = Math.Max(Scale, scale);
        }

        Add((BigInteger)units, scale);
    }

    private void Add(BigInteger units, int scale)
    {
        var most = Math.Max(Scale, scale);
        var sum = (Units * BigInteger.Pow(10, most - Scale)) + (units * BigInteger.Pow(10, most - scale));
        Scale = most;
        _isWide = BigInteger.Abs(sum) > (BigInteger)Int128.MaxValue;
        _units = _isWide ? default : (Int128)sum;
        _wide = _isWide ? sum : default;
    }

    private static bool TryRaise(ref Int128 units, int by)
    {
        if (by == 0 || units == 0)
        {
            return true;
        }

        if (by > MostTens || units > Limits[by] || units < -Limits[by])
        {
            return false;
        }

        units *= Tens[by];
        return true;
    }

    private static decimal Figure(UInt128 size, bool isNegative, int scale) =>
        new((int)(uint)size, (int)(uint)(size >> 32), (int)(uint)(size >> 64), isNegative && size != 0, (byte)scale);

    private static (ulong High, ulong Low, int Scale, bool IsNegative) Split(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        return ((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0], (bits[3] >> 16) & 0xFF, bits[3] < 0);
    }
}
