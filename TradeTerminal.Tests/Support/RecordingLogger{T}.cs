using Microsoft.Extensions.Logging;

namespace TradeTerminal.Tests.Support;

/// <summary>For those who log under a name of their own.</summary>
internal sealed class RecordingLogger<T> : RecordingLogger, ILogger<T>;
