using Terminal.Agent.Ports;

namespace Terminal.Agent.Screens;

/// <summary>
/// All words that people see, in French and English, in one place. They become Windows-1252 once,
/// at start-up; what is painted later is bytes. Capitals are for headings, whose font has no small
/// letters.
/// </summary>
public sealed class Texts
{
    private readonly byte[][] _french = new byte[(int)TextId.Count][];
    private readonly byte[][] _english = new byte[(int)TextId.Count][];

    /// <summary>The table of the selected language.</summary>
    private byte[][] _selected;

    /// <summary>Builds both tables and selects French.</summary>
    public Texts()
    {
        Add(TextId.None, "", "");
        AddSale();
        AddFaults();
        _selected = _french;
    }

    /// <summary>Technical support, as it stands on the terminal's sticker.</summary>
    public byte[] SupportNumber { get; } = Latin1252.Bytes("01 57 97 99 44");

    /// <summary>The selected language.</summary>
    public Language Language { get; private set; }

    /// <summary>Selects a language; the screen follows at its next step.</summary>
    public void Select(Language language)
    {
        Language = language;
        _selected = language == Language.English ? _english : _french;
    }

    /// <summary>The words, in Windows-1252.</summary>
    public byte[] Of(TextId id) => _selected[(int)id];

    /// <summary>The words for a fault; every code has some.</summary>
    public byte[] OfFault(FaultCode code) => Of(IdOf(code));

    /// <summary>The words for a response code of the acquirer.</summary>
    /// <param name="response">Two ASCII bytes, or zeros.</param>
    public byte[] OfResponse(byte[] response)
    {
        switch (((response[0] - '0') * 10) + response[1] - '0')
        {
            case 5:
                return Of(TextId.Reason05);
            case 41:
                return Of(TextId.Reason41);
            case 42:
                return Of(TextId.Reason42);
            case 51:
                return Of(TextId.Reason51);
            case 54:
                return Of(TextId.Reason54);
            case 75:
                return Of(TextId.Reason75);
            default:
                return Of(TextId.ReasonOther);
        }
    }

    private static TextId IdOf(FaultCode code)
    {
        switch (code)
        {
            case FaultCode.NoSim:
                return TextId.R01;
            case FaultCode.SimLocked:
                return TextId.R02;
            case FaultCode.NoCoverage:
                return TextId.R03;
            case FaultCode.RegistrationDenied:
                return TextId.R04;
            case FaultCode.ModemSilent:
                return TextId.R05;
            case FaultCode.NoDataBearer:
                return TextId.R06;
            case FaultCode.Starting:
                return TextId.R07;
            case FaultCode.WifiNotConfigured:
                return TextId.R10;
            case FaultCode.AccessPointNotFound:
                return TextId.R11;
            case FaultCode.PassphraseRefused:
                return TextId.R12;
            case FaultCode.NoAddress:
                return TextId.R13;
            case FaultCode.CaptivePortal:
                return TextId.R14;
            case FaultCode.ProxyRefused:
                return TextId.R15;
            case FaultCode.NameNotFound:
                return TextId.R20;
            case FaultCode.ConnectionRefused:
                return TextId.R21;
            case FaultCode.CertificateRefused:
                return TextId.R22;
            case FaultCode.ClockUnknown:
                return TextId.R23;
            case FaultCode.ConnectTimeout:
                return TextId.R24;
            case FaultCode.HandshakeFailed:
                return TextId.R25;
            case FaultCode.AcquirerSilent:
                return TextId.R30;
            case FaultCode.AnswerIncomplete:
                return TextId.R31;
            case FaultCode.ConnectionLost:
                return TextId.R32;
            case FaultCode.AnswerMalformed:
                return TextId.R33;
            case FaultCode.KeyMissing:
                return TextId.K400;
            case FaultCode.KeyRefused:
                return TextId.K401;
            case FaultCode.AccountSuspended:
                return TextId.K403;
            case FaultCode.KeyOfOtherMode:
                return TextId.K409;
            case FaultCode.ServiceUnavailable:
                return TextId.S500;
            case FaultCode.Maintenance:
                return TextId.S599;
            case FaultCode.NvramSilent:
                return TextId.J01;
            case FaultCode.NvramWrongSize:
                return TextId.J02;
            case FaultCode.JournalNewer:
                return TextId.J03;
            case FaultCode.JournalDamaged:
                return TextId.J04;
            case FaultCode.JournalFull:
                return TextId.J05;
            case FaultCode.None:
                return TextId.None;
            default:
                return FaultCodes.IsService(code) ? TextId.S500 : TextId.FaultOther;
        }
    }

    private void Add(TextId id, string french, string english)
    {
        _french[(int)id] = Latin1252.Bytes(french);
        _english[(int)id] = Latin1252.Bytes(english);
    }

    private void AddSale()
    {
        // What every screen uses.
        Add(TextId.Confirm, "Valider", "Confirm");
        Add(TextId.Correct, "Corriger", "Correct");
        Add(TextId.Cancel, "Annuler", "Cancel");
        Add(TextId.Continue, "Continuer", "Continue");
        Add(TextId.Accept, "Accepter", "Accept");
        Add(TextId.Refuse, "Refuser", "Refuse");
        Add(TextId.Noted, "J'ai noté", "Noted");
        Add(TextId.Test, "TEST", "TEST");
        Add(TextId.Card, "Carte ····", "Card ····");
        Add(TextId.Number, "N° ", "No. ");
        Add(TextId.Serial, "N° ", "S/N ");
        Add(TextId.Code, "Code ", "Code ");
        Add(TextId.HttpStatus, "Erreur ", "Error ");
        Add(TextId.WaitingOne, " paiement en attente", " payment waiting");
        Add(TextId.WaitingMany, " paiements en attente", " payments waiting");
        Add(TextId.NothingCharged, "Aucun débit", "Nothing was charged");
        Add(TextId.Support, "Appelez l'assistance", "Call support");
        Add(TextId.SupportAt, "Aide : ", "Help: ");
        Add(TextId.Hours, " H", " H");
        // Start, idle, amount.
        Add(TextId.Starting, "DÉMARRAGE", "STARTING");
        Add(TextId.StartingText, "Vérification en cours…", "Checking…");
        Add(TextId.EnterAmount, "Tapez le montant", "Enter the amount");
        Add(TextId.AmountToPay, "Montant à payer", "Amount to pay");
        Add(TextId.AmountRefused, "MONTANT REFUSÉ", "AMOUNT REFUSED");
        Add(TextId.AmountMin, "Minimum par vente", "Lowest sale");
        Add(TextId.AmountMax, "Maximum par vente", "Highest sale");
        // Card.
        Add(TextId.Present1, "PRÉSENTEZ", "PRESENT");
        Add(TextId.Present2, "LA CARTE", "THE CARD");
        Add(TextId.Hold1, "LAISSEZ", "HOLD");
        Add(TextId.Hold2, "LA CARTE", "THE CARD");
        Add(TextId.CardRead1, "CARTE LUE", "CARD READ");
        Add(TextId.CardRead2, "MERCI", "THANKS");
        Add(TextId.CardNotRead, "CARTE NON LUE", "CARD NOT READ");
        Add(
            TextId.CardNotReadText,
            "Présentez la carte à nouveau et tenez-la en place.",
            "Present the card again and hold it still.");
        Add(TextId.CardUnknown, "CARTE INCONNUE", "CARD NOT TAKEN");
        Add(
            TextId.CardUnknownText,
            "Cette carte n'est pas acceptée ici. Essayez-en une autre.",
            "This card is not accepted here. Please try another.");
        Add(TextId.InsertCard, "INSÉREZ LA CARTE", "INSERT THE CARD");
        Add(
            TextId.InsertCardText,
            "Le sans contact ne suffit pas pour ce montant.",
            "Contactless is not enough for this amount.");
        Add(TextId.ReaderFault, "LECTEUR EN PANNE", "READER FAULT");
        Add(TextId.ReaderFaultText, "Le lecteur ne répond pas", "The reader is silent");
        // Result.
        Add(TextId.InProgress, "EN COURS", "IN PROGRESS");
        Add(TextId.PleaseWait, "Veuillez patienter", "Please wait");
        Add(TextId.Approved, "ACCEPTÉ", "APPROVED");
        Add(TextId.Declined, "REFUSÉ", "DECLINED");
        Add(TextId.Reason05, "Refus de la banque", "Refused by the bank");
        Add(TextId.Reason41, "Carte déclarée perdue", "Card reported lost");
        Add(TextId.Reason42, "Carte déclarée volée", "Card reported stolen");
        Add(TextId.Reason51, "Solde insuffisant", "Insufficient funds");
        Add(TextId.Reason54, "Carte expirée", "Card expired");
        Add(TextId.Reason75, "Trop d'essais du code", "Too many PIN tries");
        Add(TextId.ReasonOther, "Refus de la banque", "Refused by the bank");
        Add(TextId.Rejected, "NON TRAITÉ", "NOT PROCESSED");
        Add(
            TextId.RejectedText,
            "Le service rejette cette demande. Voir Espace Client, rubrique Aide.",
            "The service rejects this request. See Espace Client, section Aide.");
        Add(TextId.SaleCancelled, "VENTE ANNULÉE", "SALE CANCELLED");
        Add(TextId.Unknown, "RÉSULTAT INCONNU", "RESULT UNKNOWN");
        Add(TextId.UnknownText, "Ne pas débiter à nouveau", "Do not charge again");
        Add(TextId.UnknownCheck, "Vérification automatique", "Checked automatically");
        Add(TextId.CancelSale, "Annuler la vente", "Cancel the sale");
        Add(TextId.CancelKept, "ANNULATION NOTÉE", "CANCEL NOTED");
        Add(
            TextId.CancelKeptText,
            "Si la vente a été débitée, elle sera remboursée.",
            "If the sale was charged, it will be refunded.");
        // Offline.
        Add(TextId.OfflineAsk, "HORS LIGNE\u00A0?", "OFFLINE?");
        Add(
            TextId.OfflineAskText,
            "La banque ne répond pas. Accepter à vos risques\u00A0?",
            "The bank does not answer. Accept at your own risk?");
        Add(TextId.AcceptedOffline, "HORS LIGNE", "OFFLINE");
        Add(TextId.AcceptedOfflineText, "Envoi dès que possible", "Sent as soon as possible");
        Add(TextId.OfflineRefused, "PAS DE RÉSEAU", "NO NETWORK");
        Add(
            TextId.OfflineOff,
            "Les ventes hors ligne sont désactivées.",
            "Offline sales are switched off.");
        Add(TextId.OfflineAmount, "Maximum hors ligne par vente", "Highest offline sale");
        Add(
            TextId.OfflineCount,
            "Nombre maximum de ventes hors ligne",
            "Highest number of offline sales");
        Add(TextId.OfflineTotal, "Total maximum hors ligne", "Highest offline total");
        Add(
            TextId.OfflineAge,
            "Une vente hors ligne attend depuis plus de",
            "An offline sale has been waiting for more than");
        Add(TextId.LateDecline, "REFUS TARDIF", "LATE DECLINE");
        Add(TextId.LateDeclineText, "Vente hors ligne", "Offline sale");
    }

    private void AddFaults()
    {
        // Faults.
        Add(TextId.NoConnection, "PAS DE CONNEXION", "NO CONNECTION");
        Add(TextId.Sim, "SIM", "SIM");
        Add(TextId.Wifi, "WiFi", "WiFi");
        Add(TextId.Service, "INDISPONIBLE", "UNAVAILABLE");
        Add(
            TextId.ServiceText,
            "Service momentanément indisponible",
            "Service temporarily unavailable");
        Add(TextId.ServiceNoCall, "Nos équipes y travaillent.", "Our teams are on it.");
        Add(TextId.PaymentsKept, "Vos ventes sont conservées.", "Your sales are kept safe.");
        Add(TextId.KeyMissing, "CLÉ ABSENTE", "KEY MISSING");
        Add(
            TextId.KeyMissingText,
            "Ventes suspendues. Un technicien doit saisir la clé.",
            "Sales are on hold. A technician must enter the key.");
        Add(TextId.KeyRefused, "CLÉ REFUSÉE", "KEY REFUSED");
        Add(
            TextId.KeyRefusedText,
            "Ventes suspendues. Vérifiez la clé dans l'Espace Client.",
            "Sales are on hold. Check the key in Espace Client.");
        Add(TextId.KeyOfOtherMode, "MAUVAISE CLÉ", "WRONG KEY");
        Add(
            TextId.KeyOfOtherModeText,
            "Ventes suspendues. Clé de test en production, ou l'inverse.",
            "Sales are on hold. Test key in production or the reverse.");
        Add(TextId.AccountSuspended, "COMPTE SUSPENDU", "ACCOUNT ON HOLD");
        Add(
            TextId.AccountSuspendedText,
            "Mettez à jour vos documents dans l'Espace Client.",
            "Update your documents in Espace Client.");
        Add(TextId.JournalFull, "MÉMOIRE PLEINE", "MEMORY FULL");
        Add(
            TextId.JournalFullText,
            "Vente impossible tant que les paiements en attente ne sont pas envoyés.",
            "No sale until the waiting payments have been sent.");
        Add(TextId.MemoryFault, "MÉMOIRE EN PANNE", "MEMORY FAULT");
        Add(TextId.Replacement, "Remplacement sous 24 h", "Replaced within 24 h");
        // Fault codes, in the width that the connectivity screen has for them.
        Add(TextId.FaultOther, "défaut", "fault");
        Add(TextId.R01, "carte SIM absente", "no SIM card");
        Add(TextId.R02, "SIM verrouillée", "SIM locked");
        Add(TextId.R03, "pas de couverture", "no coverage");
        Add(TextId.R04, "SIM refusée", "SIM refused");
        Add(TextId.R05, "module en panne", "module fault");
        Add(TextId.R06, "pas de données", "no data");
        Add(TextId.R07, "démarrage…", "starting…");
        Add(TextId.R10, "non configuré", "not set up");
        Add(TextId.R11, "réseau introuvable", "network not found");
        Add(TextId.R12, "mot de passe faux", "wrong password");
        Add(TextId.R13, "pas d'adresse IP", "no IP address");
        Add(TextId.R14, "portail à valider", "login page");
        Add(TextId.R15, "bloqué par proxy", "blocked by proxy");
        Add(TextId.R20, "nom introuvable", "name not found");
        Add(TextId.R21, "connexion refusée", "connection refused");
        Add(TextId.R22, "certificat refusé", "bad certificate");
        Add(TextId.R23, "heure inconnue", "time unknown");
        Add(TextId.R24, "serveur injoignable", "server unreachable");
        Add(TextId.R25, "échec de sécurité", "security failure");
        Add(TextId.R30, "serveur muet", "server silent");
        Add(TextId.R31, "réponse incomplète", "answer incomplete");
        Add(TextId.R32, "connexion coupée", "connection lost");
        Add(TextId.R33, "réponse illisible", "answer unreadable");
        Add(TextId.K400, "clé absente", "key missing");
        Add(TextId.K401, "clé refusée", "key refused");
        Add(TextId.K403, "compte suspendu", "account suspended");
        Add(TextId.K409, "clé d'un autre mode", "key of other mode");
        Add(TextId.S500, "service indisponible", "service unavailable");
        Add(TextId.S599, "maintenance", "maintenance");
        Add(TextId.J01, "mémoire muette", "memory silent");
        Add(TextId.J02, "taille inattendue", "unexpected size");
        Add(TextId.J03, "version plus récente", "newer version");
        Add(TextId.J04, "données abîmées", "data damaged");
        Add(TextId.J05, "mémoire pleine", "memory full");
    }
}
