using Microsoft.AspNetCore.Http.Metadata;

namespace TradeTerminal.Api;

/// <summary>The names that the query of one address may hold: those of its handler's parameters.</summary>
internal sealed class KnownArguments
{
    /// <summary>What is shown and compared of a name that nobody knows.</summary>
    private const int Longest = 64;

    private readonly string[] _names;

    private KnownArguments(IEnumerable<string> names) => _names = [.. names];

    /// <summary>Gives each address its names, from which <see cref="UnknownArguments"/> judges what it is asked.</summary>
    public static TBuilder AddTo<TBuilder>(TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Finally(static endpoint =>
        {
            if (endpoint is RouteEndpointBuilder route)
            {
                if (!IsWatched(route))
                {
                    var names = route.Metadata.OfType<IParameterBindingMetadata>().Where(parameter => IsOfQuery(route, parameter))
                        .Select(parameter => parameter.Name);
                    route.Metadata.Add(new KnownArguments(names));
                }

                if (!route.Metadata.OfType<IProducesResponseTypeMetadata>().Any(answer => answer.StatusCode == StatusCodes.Status400BadRequest))
                {
                    route.Metadata.Add(new ProducesResponseTypeMetadata(
                        StatusCodes.Status400BadRequest, typeof(HttpValidationProblemDetails), ["application/problem+json"]));
                }
            }
        });
        return endpoints;
    }

    /// <summary>Monitors and scrapers add arguments of their own, and an error would read as a terminal that is down.</summary>
    private static bool IsWatched(RouteEndpointBuilder route) =>
        route.RoutePattern.RawText is { } path
        && (path.StartsWith("/health", StringComparison.Ordinal) || path.StartsWith("/metrics", StringComparison.Ordinal));

    /// <summary>One problem for each name in the query that the address does not have.</summary>
    public void Judge(IQueryCollection query, QueryArguments arguments)
    {
        foreach (var name in query.Keys)
        {
            if (!_names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                var shown = name.Length > Longest ? name[..Longest] : name;
                arguments.Add(shown, Problem(shown));
            }
        }
    }

    private string Problem(string name)
    {
        if (_names.Length == 0)
        {
            return $"'{name}' is not known here: this address takes no arguments.";
        }

        var nearest = _names.MinBy(known => Spelling.Distance(known, name))!;
        var hint = Spelling.Distance(nearest, name) <= Math.Max(nearest.Length, name.Length) / 2 ? $" Is '{nearest}' meant?" : "";
        return $"'{name}' is not known here.{hint} This address takes {string.Join(", ", _names)}.";
    }

    /// <summary>Text, or what can be read from text, and neither in the path nor said to be from elsewhere.</summary>
    private static bool IsOfQuery(RouteEndpointBuilder route, IParameterBindingMetadata parameter)
    {
        var isText = parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string);
        var attributes = parameter.ParameterInfo.GetCustomAttributes(inherit: true);
        var isElsewhere = attributes.Any(attribute => attribute is IFromBodyMetadata or IFromHeaderMetadata or IFromRouteMetadata
            or IFromServiceMetadata or IFromFormMetadata or FromKeyedServicesAttribute);
        return isText && !isElsewhere
            && route.RoutePattern.Parameters.All(part => !part.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase));
    }
}
