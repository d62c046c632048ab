using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Pipeline.Rejects;

namespace TradeTerminal.Pipeline.Resubmissions;

/// <summary>A refused message, to be corrected and sent again. While one types, the feed's own rules judge it.</summary>
public sealed partial class ResubmitForm
{
    private readonly string _field = $"resubmit-{Guid.NewGuid():N}";
    private readonly string _verdictId = $"verdict-{Guid.NewGuid():N}";
    private ElementReference _first;
    private RejectId _id = null!;
    private RejectId? _shown;
    private string _text = "";
    private string _original = "";
    private bool _isText;
    private bool _isBusy;
    private string? _verdict;
    private string? _problem;

    [Parameter, EditorRequired]
    public RejectedMessage Message { get; set; } = null!;

    /// <summary>True when it was sent.</summary>
    [Parameter]
    public EventCallback<bool> OnClose { get; set; }

    [Inject]
    private Resubmitter Resubmitter { get; set; } = null!;

    private bool IsChanged => _text != _original;

    protected override void OnParametersSet()
    {
        _id = RejectId.Of(Message);
        if (_shown != _id)
        {
            _shown = _id;
            (_isText, _original) = ResubmitDraft.Of(Message);
            (_text, _problem) = (_original, null);
            Judge();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _first.FocusAsync();
        }
    }

    private void Judge()
    {
        try
        {
            _verdict = Resubmitter.Judge(Message.Topic, _isText || IsChanged ? Encoding.UTF8.GetBytes(_text) : Message.Payload);
        }
        catch (ResubmitRefusedException refused)
        {
            _verdict = refused.Message;
        }
    }

    private Task PressAsync(KeyboardEventArgs key) => key.Key == "Escape" ? OnClose.InvokeAsync(false) : Task.CompletedTask;

    private Task SendCorrectedAsync() => IsChanged && _verdict is null ? SendAsync(Encoding.UTF8.GetBytes(_text)) : Task.CompletedTask;

    private async Task SendAsync(byte[]? corrected)
    {
        if (_isBusy)
        {
            return;
        }

        (_isBusy, _problem) = (true, null);
        try
        {
            await Resubmitter.SendAsync(_id, corrected, CancellationToken.None);
            await OnClose.InvokeAsync(true);
        }
        catch (ResubmitRefusedException refused)
        {
            _problem = refused.Message;
        }
        catch (Exception exception)
        {
            _problem = $"It is not known whether it was sent: {exception.GetBaseException().Message} The list says so when the database is back.";
        }
        finally
        {
            _isBusy = false;
        }
    }
}
