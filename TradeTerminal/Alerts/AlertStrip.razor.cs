using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Alerts.Data;

namespace TradeTerminal.Alerts;

/// <summary>
/// The newest alerts to acknowledge, in one line whose height never changes. They stay while the mouse or the keyboard is on them.
/// </summary>
public sealed partial class AlertStrip
{
    /// <summary>More would not fit beside each other.</summary>
    private const int Most = 3;

    /// <summary>What is read out does not change more often than it can be heard.</summary>
    private static readonly TimeSpan AnnounceGap = TimeSpan.FromSeconds(10);

    private ImmutableArray<AlertLine> _shown = [];
    private DateTime _now;
    private string _announced = "";
    private long? _announcedAt;
    private int _open;
    private bool _isHeld;

    [Inject]
    private AlertBoard Board { get; set; } = null!;

    protected override TimeSpan MinInterval => TimeSpan.FromSeconds(1);

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Read();
    }

    protected override Task OnMarketAsync()
    {
        Read();
        return base.OnMarketAsync();
    }

    private void Hold(bool isHeld)
    {
        _isHeld = isHeld;
        Read();
    }

    private void Read()
    {
        _now = UtcNow;
        _shown = _isHeld && !_shown.IsEmpty ? _shown : AlertLine.Follow(_shown, Board.Current.NeedingAttention(_now).Take(Most));
        _open = Board.Current.CountOpen(_now);
        var announcement = _open == 0 ? "" : $"{_open} alerts to acknowledge; newest: {_shown.FirstOrDefault()?.Alert.Message}";
        if (announcement != _announced && (_announcedAt is null || Time.GetElapsedTime(_announcedAt.Value) >= AnnounceGap))
        {
            (_announced, _announcedAt) = (announcement, Time.GetTimestamp());
        }
    }
}
