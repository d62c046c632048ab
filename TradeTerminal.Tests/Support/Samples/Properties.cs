using FsCheck;
using FsCheck.Fluent;

namespace TradeTerminal.Tests.Support.Samples;

/// <summary>
/// Something that must hold for all inputs of a kind. A failure shows the input, shrunk, and the seed to replay it with.
/// </summary>
internal static class Properties
{
    private static readonly Config Quiet = Config.QuickThrowOnFailure.WithQuietOnSuccess(true);

    internal static void Hold<T>(Arbitrary<T> inputs, int times, Action<T> check) =>
        Prop.ForAll(inputs, check).Check(Quiet.WithMaxTest(times));

    /// <summary>For inputs that are made by chance: the seed is what is shown.</summary>
    internal static void HoldForSeeds(int times, Action<Random> check) =>
        Hold(Gen.Choose(0, int.MaxValue).ToArbitrary(), times, seed => check(new Random(seed)));

    internal static Arbitrary<T> Any<T>() => ArbMap.Default.ArbFor<T>();
}
