namespace Terminal.Agent.Modem;

/// <summary>
/// States of the modem's driver. Each has a way on and a time limit; the sequences have the tables.
/// </summary>
public enum ModemState
{
    /// <summary>The supply is cut.</summary>
    PowerOff = 0,

    /// <summary>The supply is on and settles.</summary>
    PowerRise = 1,

    /// <summary>PWRKEY is pressed to switch on.</summary>
    OnPulse = 2,

    /// <summary>PWRKEY is pressed to reset.</summary>
    ResetPulse = 3,

    /// <summary>Waiting for the first answer.</summary>
    Boot = 4,

    /// <summary>Line settings and identity.</summary>
    Setup = 5,

    /// <summary>Waiting for the SIM.</summary>
    Sim = 6,

    /// <summary>ICCID and the access point name.</summary>
    Context = 7,

    /// <summary>Setting the access point name.</summary>
    ContextWrite = 8,

    /// <summary>Waiting for the network.</summary>
    Register = 9,

    /// <summary>Detaching from the network.</summary>
    Detach = 10,

    /// <summary>Attaching: the data bearer.</summary>
    Attach = 11,

    /// <summary>Reading the clock.</summary>
    Clock = 12,

    /// <summary>Setting the modem's clock.</summary>
    ClockWrite = 13,

    /// <summary>Asking a time server through the modem.</summary>
    ClockAsk = 14,

    /// <summary>Looking which certificates the modem holds.</summary>
    CertificateList = 15,

    /// <summary>Deleting an old one of ours.</summary>
    CertificateDelete = 16,

    /// <summary>Uploading the root certificate.</summary>
    CertificateUpload = 17,

    /// <summary>TLS settings.</summary>
    TlsSettings = 18,

    /// <summary>Starting the TLS service.</summary>
    ServiceStart = 19,

    /// <summary>Stopping the TLS service.</summary>
    ServiceStop = 20,

    /// <summary>Sessions can be opened.</summary>
    Ready = 21,

    /// <summary>CFUN=1,1 is sent.</summary>
    Restart = 22,

    /// <summary>Waiting before the next turn at the ladder's top; a sign of life ends it.</summary>
    Backoff = 23,

    /// <summary>Setting the access point's authentication.</summary>
    AuthWrite = 24,

    /// <summary>Telling the modem another speed of the line.</summary>
    SpeedWrite = 25,

    /// <summary>Waiting for an answer at that speed.</summary>
    SpeedProof = 26,

    /// <summary>Looking for a silent modem at every speed.</summary>
    Seek = 27,

    /// <summary>Asking which TLS options the modem's firmware has.</summary>
    OptionList = 28,

    /// <summary>Reading the TLS settings back.</summary>
    OptionRead = 29,

    /// <summary>Asking for the acquirer's address, for the proof of the name check.</summary>
    ProofAddress = 30,

    /// <summary>Opening the acquirer's address under a name that its certificate lacks.</summary>
    ProofOpen = 31,

    /// <summary>Closing that session: the modem has let it through.</summary>
    ProofClose = 32,

    /// <summary>Switching the name check off, for the counter-proof.</summary>
    ProofLoosen = 33,

    /// <summary>The same opening without the name check.</summary>
    ProofOpenLoose = 34,

    /// <summary>The modem does not check names: it carries nothing.</summary>
    Unchecked = 35,

    /// <summary>
    /// The same under the acquirer's own name, where one error stands for several causes: whether
    /// the acquirer can be reached at all.
    /// </summary>
    ProofNamed = 36,
}
