using System.Collections.Frozen;

namespace TradeTerminal.Settings;

/// <summary>
/// Zones that browsers call by a name the IANA database has given up: Chrome, Edge, Safari and Node take theirs from CLDR, which
/// keeps the oldest one (<c>Intl.DateTimeFormat().resolvedOptions().timeZone</c> is <c>Asia/Calcutta</c> in India). Many
/// servers know only the names of today.
/// </summary>
internal static class ZoneNames
{
    /// <summary>What <c>Intl.supportedValuesOf('timeZone')</c> of ICU 78 gives and <c>zone.tab</c> of tzdata 2025b has under another
    /// name.</summary>
    public static FrozenDictionary<string, string> Old { get; } = new Dictionary<string, string>
    {
        ["Africa/Asmera"] = "Africa/Asmara",
        ["America/Buenos_Aires"] = "America/Argentina/Buenos_Aires",
        ["America/Catamarca"] = "America/Argentina/Catamarca",
        ["America/Coral_Harbour"] = "America/Atikokan",
        ["America/Cordoba"] = "America/Argentina/Cordoba",
        ["America/Godthab"] = "America/Nuuk",
        ["America/Indianapolis"] = "America/Indiana/Indianapolis",
        ["America/Jujuy"] = "America/Argentina/Jujuy",
        ["America/Louisville"] = "America/Kentucky/Louisville",
        ["America/Mendoza"] = "America/Argentina/Mendoza",
        ["Asia/Calcutta"] = "Asia/Kolkata",
        ["Asia/Katmandu"] = "Asia/Kathmandu",
        ["Asia/Rangoon"] = "Asia/Yangon",
        ["Asia/Saigon"] = "Asia/Ho_Chi_Minh",
        ["Atlantic/Faeroe"] = "Atlantic/Faroe",
        ["Europe/Kiev"] = "Europe/Kyiv",
        ["Pacific/Enderbury"] = "Pacific/Kanton",
        ["Pacific/Ponape"] = "Pacific/Pohnpei",
        ["Pacific/Truk"] = "Pacific/Chuuk",
    }.ToFrozenDictionary();

    /// <summary>The name of today, or that given.</summary>
    public static string Today(string id) => Old.GetValueOrDefault(id, id);
}
