namespace Terminal.Rig.Modem;

/// <summary>
/// Everything that can be wrong with the emulated modem and its surroundings. Switches may be
/// thrown at any time; what a reset, a power cut or a new SIM cures is cleared by it.
/// </summary>
public sealed class ModemFaults
{
    private readonly bool _isStrict;

    /// <summary>Nothing is wrong yet.</summary>
    /// <param name="isStrict">
    /// What real modems were seen not to forgive freezes it: see <see cref="OverReadFreezes"/> and
    /// <see cref="IdleReceiveFreezes"/>.
    /// </param>
    public ModemFaults(bool isStrict = true)
    {
        _isStrict = isStrict;
        OverReadFreezes = isStrict;
        IdleReceiveFreezes = isStrict;
    }

    /// <summary>No SIM in the holder.</summary>
    public bool NoSim { get; set; }

    /// <summary>The holder has no switch: a new SIM is seen only after a restart.</summary>
    public bool NoSimSwitch { get; set; }

    /// <summary>The SIM asks for its PIN.</summary>
    public bool SimPin { get; set; }

    /// <summary>The SIM asks for its PUK.</summary>
    public bool SimPuk { get; set; }

    /// <summary>A missing SIM is answered in words rather than by +CME ERROR: 10.</summary>
    public bool SimErrorInWords { get; set; }

    /// <summary>The modem takes the SIMs of one operator, and this is another.</summary>
    public bool OperatorLock { get; set; }

    /// <summary>The SIM is busy, as in the first minute after a start.</summary>
    public bool SimBusy { get; set; }

    /// <summary>Errors come in words, whatever +CMEE says.</summary>
    public bool ErrorsInWords { get; set; }

    /// <summary>No network in reach.</summary>
    public bool NoCoverage { get; set; }

    /// <summary>The network refuses the SIM.</summary>
    public bool Denied { get; set; }

    /// <summary>
    /// After a denial the modem tries again only when it attaches anew or restarts.
    /// </summary>
    public bool DenialSticks { get; set; }

    /// <summary>LTE does not serve; an older network carries the data.</summary>
    public bool OlderNetwork { get; set; }

    /// <summary>The subscription has SMS only.</summary>
    public bool SmsOnly { get; set; }

    /// <summary>The network serves emergency calls only.</summary>
    public bool EmergencyOnly { get; set; }

    /// <summary>Reports of registration have the area behind the status, without quotes.</summary>
    public bool AreaWithoutQuotes { get; set; }

    /// <summary>Lines that nobody asked for come in the middle of answers.</summary>
    public bool Chatter { get; set; }

    /// <summary>A foreign network serves.</summary>
    public bool Roaming { get; set; }

    /// <summary>Received signal as +CSQ tells it, 0 to 31; 99 unknown.</summary>
    public int SignalLevel { get; set; } = 21;

    /// <summary>Registered, but no data bearer.</summary>
    public bool NoBearer { get; set; }

    /// <summary>The network refuses the data context, though it lets the SIM attach.</summary>
    public bool ContextRefused { get; set; }

    /// <summary>The network opens a data context of its own, beside the terminal's.</summary>
    public bool OtherContext { get; set; }

    /// <summary>The access point wants this type of authentication: 0 none, 1 PAP, 2 CHAP.</summary>
    public int AuthWanted { get; set; }

    /// <summary>The network's time is wrong by so many minutes.</summary>
    public int NetworkMinutesOff { get; set; }

    /// <summary>The zone that the clock shows, in quarter hours; 0 the right one.</summary>
    public int ZoneShown { get; set; }

    /// <summary>The network tells no time.</summary>
    public bool NoNetworkTime { get; set; }

    /// <summary>No time server can be reached either.</summary>
    public bool NoTimeServer { get; set; }

    /// <summary>Takes everything, answers nothing. A reset cures it.</summary>
    public bool Hung { get; set; }

    /// <summary>Echoes what it gets, and nothing else. A reset cures it.</summary>
    public bool EchoOnly { get; set; }

    /// <summary>What a reset would cure needs a power cut.</summary>
    public bool SurvivesReset { get; set; }

    /// <summary>The reset pulse switches off; another pulse must switch on.</summary>
    public bool ResetLeavesOff { get; set; }

    /// <summary>It is dead at once, and nothing brings it to life.</summary>
    public bool Dead { get; set; }

    /// <summary>
    /// Noise: a garbage byte on average every so many bytes to the terminal; 0 never.
    /// </summary>
    public int GarbageEvery { get; set; }

    /// <summary>
    /// Loss: a byte missing on average every so many bytes to the terminal; 0 never.
    /// </summary>
    public int DropEvery { get; set; }

    /// <summary>Loss towards the modem; 0 never.</summary>
    public int DropInEvery { get; set; }

    /// <summary>Another speed of the line is refused.</summary>
    public bool SpeedRefused { get; set; }

    /// <summary>
    /// Above the speed of the start a byte is lost on average every so many bytes; 0 never.
    /// </summary>
    public int FastLineDropEvery { get; set; }

    /// <summary>URCs come twice.</summary>
    public bool DuplicateUrcs { get; set; }

    /// <summary>Final answers come this much later, in ms.</summary>
    public int LateMs { get; set; }

    /// <summary>Only so many answers are late; below 0 all.</summary>
    public int LateCount { get; set; } = -1;

    /// <summary>Plain commands are answered ERROR (the TLS service's too).</summary>
    public bool AnswersError { get; set; }

    /// <summary>Names cannot be resolved.</summary>
    public bool NameFails { get; set; }

    /// <summary>Connections are refused.</summary>
    public bool Refused { get; set; }

    /// <summary>TLS handshakes fail.</summary>
    public bool HandshakeFails { get; set; }

    /// <summary>CCHOPEN is taken and its result never comes.</summary>
    public bool OpenNeverReports { get; set; }

    /// <summary>What is sent is reported as timed out.</summary>
    public bool SendTimesOut { get; set; }

    /// <summary>CCHSEND's report never comes.</summary>
    public bool SendNeverReports { get; set; }

    /// <summary>
    /// The prompt for a payload never comes, though the modem waits for the payload.
    /// </summary>
    public bool PromptMissing { get; set; }

    /// <summary>Received bytes are not announced by an event.</summary>
    public bool EventMissing { get; set; }

    /// <summary>The peer's bytes never arrive.</summary>
    public bool PeerSilent { get; set; }

    /// <summary>No +CCHRECV: 0,0 behind received bytes.</summary>
    public bool NoReceiveTail { get; set; }

    /// <summary>+CCHSTART and +CCHSTOP reports come before OK.</summary>
    public bool ReportFirst { get; set; }

    /// <summary>
    /// Asking for more than is cached freezes the modem until it is reset, as real ones do. On
    /// when the modem is strict.
    /// </summary>
    public bool OverReadFreezes { get; set; }

    /// <summary>
    /// CCHRECV? tells one byte more than is cached, so that whoever believes it asks for too much.
    /// </summary>
    public bool LengthTooLong { get; set; }

    /// <summary>CCHRECV? without a session freezes it likewise.</summary>
    public bool IdleReceiveFreezes { get; set; }

    /// <summary>The report of CCHSTART never comes, though the service starts.</summary>
    public bool StartNeverReports { get; set; }

    /// <summary>CCHSTART is answered ERROR until CCHSTOP.</summary>
    public bool ServiceStuck { get; set; }

    /// <summary>Uploaded files arrive damaged.</summary>
    public bool UploadDamaged { get; set; }

    /// <summary>The firmware cannot check certificates' dates.</summary>
    public bool NoDateCheck { get; set; }

    /// <summary>The firmware is one that checks no names and has no option for it.</summary>
    public bool NamesUnchecked { get; set; }

    /// <summary>Ends every fault; the modem may still need a reset.</summary>
    public void Clear()
    {
        var fresh = new ModemFaults(_isStrict);
        foreach (var property in typeof(ModemFaults).GetProperties())
        {
            property.SetValue(this, property.GetValue(fresh));
        }
    }

    /// <summary>Sets a switch by its name: on, off or a number.</summary>
    /// <returns>False when there is no such switch or value.</returns>
    public bool Set(string name, string value)
    {
        var property = typeof(ModemFaults).GetProperties().FirstOrDefault(
            p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (property is null)
        {
            return false;
        }

        if (property.PropertyType == typeof(bool) && value is ("on" or "off" or "true" or "false"))
        {
            property.SetValue(this, value is "on" or "true");
            return true;
        }

        if (property.PropertyType == typeof(int) && int.TryParse(value, out int number))
        {
            property.SetValue(this, number);
            return true;
        }

        return false;
    }
}
