using Terminal.Agent.Ports;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Screens;

/// <summary>
/// What a result sounds like: one tone accepted, two refused, a long one where somebody must look,
/// a click for a key. The words on the screen say the same. Tones are told apart by their number
/// and length, which ears that do not hear a pitch hear too.
/// </summary>
public sealed class ScreenSounds
{
    // Frequency in Hz and length in ms by turns; a frequency of 0 is a pause. None above 2,500 Hz,
    // which older ears hear badly (ISO 24500).
    private static readonly int[] Accepted = { 2_000, 180 };
    private static readonly int[] Refused = { 1_000, 150, 0, 120, 1_000, 150 };
    private static readonly int[] Attention = { 1_500, 900 };
    private static readonly int[] Click = { 2_000, 12 };

    private readonly IBuzzer _buzzer;
    private readonly CounterSettings _settings;

    /// <summary>The screen that sounded last.</summary>
    public ScreenId Shown;

    /// <summary>True while a sound has not come to its end.</summary>
    public bool IsPlaying;

    // The screen of a lasting fault sounds once, not each time that it comes back.
    private ScreenId _told = ScreenId.Idle;
    private int[] _notes = Accepted;
    private int _at;
    private long _untilMs;

    /// <summary>Sounds through a buzzer.</summary>
    public ScreenSounds(IBuzzer buzzer, CounterSettings settings)
    {
        _buzzer = buzzer;
        _settings = settings;
    }

    /// <summary>A key was pressed; a result goes on sounding.</summary>
    public void Press(long nowMs)
    {
        if (!IsPlaying)
        {
            Begin(Click, nowMs);
        }
    }

    /// <summary>Lets the merchant hear the volume.</summary>
    public void Try(long nowMs) => Begin(Accepted, nowMs);

    /// <summary>Begins what a screen sounds like when it is another, and goes on.</summary>
    /// <returns>Milliseconds until it must run again.</returns>
    public int Step(ScreenId id, long nowMs)
    {
        if (id != Shown)
        {
            Shown = id;
            int[] notes = NotesOf(id);
            if (notes != null)
            {
                Begin(notes, nowMs);
            }
        }

        if (!IsPlaying)
        {
            return Limits.IdleStepMs;
        }

        if (nowMs >= _untilMs)
        {
            _at += 2;
            if (_at == _notes.Length)
            {
                IsPlaying = false;
                _buzzer.Sound(0, 0);
                return Limits.IdleStepMs;
            }

            Sound(nowMs);
        }

        return (int)(_untilMs - nowMs);
    }

    private int[] NotesOf(ScreenId id)
    {
        switch (id)
        {
            case ScreenId.Approved:
            case ScreenId.AcceptedOffline:
                return Accepted;
            case ScreenId.Declined:
            case ScreenId.Rejected:
            case ScreenId.OfflineRefused:
            case ScreenId.AmountRefused:
            case ScreenId.CardTrouble:
                return Refused;
            case ScreenId.OfflineConsent:
            case ScreenId.ResultUnknown:
            case ScreenId.Interrupted:
            case ScreenId.SameAmount:
            case ScreenId.CancelKept:
            case ScreenId.TillRepeated:
                return Attention;
            case ScreenId.LateDecline:
            case ScreenId.ConnectivityFault:
            case ScreenId.ServiceUnavailable:
            case ScreenId.AccountProblem:
            case ScreenId.JournalFull:
            case ScreenId.MemoryFault:
            case ScreenId.QueueHeld:
                bool isNews = _told != id;
                _told = id;
                return isNews ? Attention : null;
            case ScreenId.Idle:
                _told = id;
                return null;
            default:
                return null;
        }
    }

    private void Begin(int[] notes, long nowMs)
    {
        if (_settings.Volume > 0)
        {
            _notes = notes;
            _at = 0;
            IsPlaying = true;
            Sound(nowMs);
        }
    }

    private void Sound(long nowMs)
    {
        _buzzer.Sound(_notes[_at], _settings.Volume);
        _untilMs = nowMs + _notes[_at + 1];
    }
}
