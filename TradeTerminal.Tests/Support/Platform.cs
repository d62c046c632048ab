using System.Runtime.Versioning;

// The tests freeze, kill and run other programs in ways that Windows has no like of. The terminal itself runs there.
[assembly: UnsupportedOSPlatform("windows")]
