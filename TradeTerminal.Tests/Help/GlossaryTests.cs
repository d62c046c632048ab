using TradeTerminal.Help;

namespace TradeTerminal.Tests.Help;

public sealed class GlossaryTests
{
    [Fact]
    public void All_Terms_HaveIdsOfTheirOwnAndWholeSentences()
    {
        Assert.Equal(Glossary.All.Length, Glossary.All.Select(term => term.Id).Distinct().Count());
        Assert.All(Glossary.All, term => Assert.Matches("^[a-z0-9-]+$", term.Id));
        Assert.All(Glossary.All, term => Assert.EndsWith(".", term.Says, StringComparison.Ordinal));
    }
}
