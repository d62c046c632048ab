using System.Collections.Immutable;
using System.Reflection;

namespace TradeTerminal.Help;

/// <summary>Every term of every page, in the order of their ids.</summary>
internal static class Glossary
{
    public static ImmutableArray<Term> All { get; } =
    [
        .. new[]
        {
            typeof(WindowTerms), typeof(PriceTerms), typeof(MarketTerms), typeof(FlowTerms),
            typeof(PositionTerms), typeof(PipelineTerms), typeof(LatencyTerms),
            typeof(ProducerTerms), typeof(AlertTerms),
        }
        .SelectMany(terms => terms.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Select(property => (Term)property.GetValue(null)!)
        .OrderBy(term => term.Id, StringComparer.Ordinal),
    ];
}
