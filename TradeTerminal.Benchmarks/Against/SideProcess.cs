using System.Diagnostics;
using System.Globalization;

namespace TradeTerminal.Benchmarks.Against;

/// <summary>One side at work: today's build, or that of another commit.</summary>
internal sealed class SideProcess : IDisposable
{
    private readonly Process _process;

    /// <param name="program">The side's <c>TradeTerminal.Benchmarks.dll</c>.</param>
    public SideProcess(string program)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "side"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Description = Answer();
    }

    public string Description { get; }

    public List<double> WalPerRow { get; } = [];

    public void Fill(int rows) => Ask(string.Create(CultureInfo.InvariantCulture, $"fill {rows}"));

    /// <summary>Rows a second.</summary>
    public double Measure(string row)
    {
        var figures = Ask(row).Split(' ');
        WalPerRow.Add(double.Parse(figures[1], CultureInfo.InvariantCulture));
        return double.Parse(figures[0], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromMinutes(1));
        _process.Dispose();
    }

    private string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        return Answer();
    }

    private string Answer() =>
        _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("A side ended; what it said is above.");
}
