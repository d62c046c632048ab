namespace TradeTerminal.Benchmarks.Against;

/// <summary>
/// What screens take of one build: milliseconds from event to paint (median and 99 of 100), cores with many viewers, render
/// batches a second of the one that gets fewest, bytes a viewer and second, kilobytes of heap an idle viewer.
/// </summary>
internal sealed record ScreenCost(double Paint, double PaintTail, double Processor, double Frames, double Bytes, double Heap);
