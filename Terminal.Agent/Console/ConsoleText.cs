namespace Terminal.Agent.Console;

/// <summary>
/// The console's words: the list of commands, which is the help as well, and the words of errors
/// and states. Each list is one text, cut into pieces at start-up.
/// </summary>
internal static class ConsoleText
{
    /// <summary>
    /// Help, a row for each <see cref="ConsoleCommand"/> in its order; its first word is the
    /// command's name.
    /// </summary>
    public static readonly byte[][] Help = Split(
        "help=this list\n"
        + "version=firmware, serial number, journal format\n"
        + "status=the terminal at a glance\n"
        + "links=both links: state, fault, signal\n"
        + "data=bytes over each link, by day\n"
        + "sim [test]=operator, registration, signal, identity, modem; step-by-step test\n"
        + "wifi scan|list|test=networks in reach, configured ones, step-by-step test\n"
        + "queue [takeover|drop|giveback]=payments that wait; what becomes of a held queue (PIN)\n"
        + "journal [N|all]=newest transactions (PIN)\n"
        + "export=undelivered transactions, to rescue a queue (PIN)\n"
        + "totals=counts and sums by outcome (PIN)\n"
        + "log [N|all]=newest events\n"
        + "attention [ack N|made N|notmade N|again N|leave N|keep N]=what to look at (PIN)\n"
        + "faults=what is wrong now\n"
        + "time [set YYYY-MM-DDTHH:MM:SSZ]=clock; setting it takes the PIN\n"
        + "limits=limits of offline sales\n"
        + "set [NAME [VALUE]]=settings; changing one takes the PIN\n"
        + "key KEY=the acquirer's API key, write-only (PIN)\n"
        + "pin [NNNNNN|set NNNNNN|merchant NNNN|lock]=open, set the PIN, the merchant's, close\n"
        + "lang fr|en=language of the screens (PIN)\n"
        + "selftest=tests every part; press a key when asked\n"
        + "reboot=restarts the terminal (PIN)\n"
        + "reset factory|scrap=forgets all but the serial number; erases all for good (PIN)\n"
        + "screen=the words on the screen\n"
        + "press KEYS=digits, ok, clear, cancel, menu, up, down (test mode)\n"
        + "root list|add|remove N=root certificates; add takes a PEM in lines (PIN)\n"
        + "case=what support asks for, in one code\n"
        + "fleet=the line to the operator's broker: state, last error, bytes of the day\n"
        + "day [N|YYYY-MM-DD]=figures of a day, N days ago, today's without (PIN)\n"
        + "compare [N|YYYY-MM-DD]=compares a day with the acquirer's list (PIN)\n"
        + "wifi add SSID [PASSPHRASE]|forget SSID=changes configured networks (PIN)");

    /// <summary>States of a transaction, in the order of their values.</summary>
    public static readonly byte[][] States = Split(
        "free\npending\ninflight\nunknown\napproved\ndeclined\nrejected\ncancelrequested\n"
        + "refunded\ncancelled");

    /// <summary>States of a link, in the order of their values.</summary>
    public static readonly byte[][] Links =
        Split("off\nstarting\nattached\nonline\ndegraded\nfailed");

    /// <summary>Verdicts on a key, in the order of their values.</summary>
    public static readonly byte[][] Keys = Split(
        "usable\nmissing\nwrong length\nwrong prefix\nwrong character\npublic key\nother mode");

    /// <summary>What mounting the journal found, in the order of the values.</summary>
    public static readonly byte[][] Mounts = Split(
        "not mounted\nsound\nformatted\ndamaged records\nwrong size\nnewer format\nsilent\n"
        + "numbers used up");

    /// <summary>
    /// Kinds of events, in the order of their values, from 0 on: the name, and for both numbers
    /// what they are called and how they are printed (EventWords).
    /// </summary>
    public static readonly byte[][] Events = Split(
        "none\nstarted reason n version n\njournal found m damaged n\nslotdamaged slot n damage n\n"
        + "slotdiscarded slot n\nnvramfailed operation n slot n\nappended slot n amount_cents n\n"
        + "state slot n state t\njournalfull waiting n\nlink link n state k\nfault fault f\n"
        + "faultcleared fault f\nacquirererror http n slot n\nmodemrestart rung n\n"
        + "setting setting s\npinwrong in_a_row n whose w\nclock source n wrong_s n\n"
        + "outcome row n answer o\ndecided slot n decision n\nattention about a exit x");

    /// <summary>Kinds of the attention list, in the order of their values.</summary>
    public static readonly byte[][] Attentions = Split(
        "none\nunknowndeclined\ncutdeclined\ncutapproved\ncancelfailed\nrefundrefused\n"
        + "refundundecided\nlatedecline\nmismatch\nqueueheld\nnotours\nkeysuspected\n"
        + "accountsuspected\nrootends");

    /// <summary>Why a queue is held, in the order of the values.</summary>
    public static readonly byte[][] Holds =
        Split("none\nother_terminal\nother_account\nrolled_back");

    /// <summary>Exits of an entry, in the order of their values.</summary>
    public static readonly byte[][] Exits =
        Split("open\nack\nmade\nnotmade\nagain\nleave\nkeep\nrefund");

    /// <summary>Kinds of events, from 30 on.</summary>
    public static readonly byte[][] OwnerEvents =
        Split(
        "queueheld hold h waiting n\nqueuetakenover hold h waiting n\nqueuedropped waiting n\n"
        + "oldmemory waiting n");

    /// <summary>Kinds of events, from 50 on.</summary>
    public static readonly byte[][] BoardEvents =
        Split(
            "consolemissing\npartstuck part n limit_s n\nphonesetup stage n networks n");

    /// <summary>Kinds of events, from 100 on.</summary>
    public static readonly byte[][] ModemEvents = Split(
        "modemrung rung n state n\nmodemfault fault f before f\nmodemreboot state n count n\n"
        + "sim state i before i\ncellular state k before k\nregistration status g before g\n"
        + "certificate bytes n uploads n\nsession error n fault f\ndatesunchecked model n");

    /// <summary>Whose code, in the order of the roles.</summary>
    public static readonly byte[][] Roles = Split("technician\nmerchant");

    /// <summary>The words for false and true.</summary>
    public static readonly byte[][] YesNo = Split("no\nyes");

    /// <summary>Languages, in the order of their values.</summary>
    public static readonly byte[][] Languages = Split("fr\nen");

    /// <summary>Modes, production first.</summary>
    public static readonly byte[][] Modes = Split("prod\ntest");

    /// <summary>Parts of the self-test, in their order.</summary>
    public static readonly byte[][] Parts = Split(
        "nvram\ndisplay\nkeypad\nreader\nmodem\nwifi\nclock\ncertificate\nacquirer");

    /// <summary>Results of the self-test, in the order of their values.</summary>
    public static readonly byte[][] Results = Split("running\npassed\nfailed\nskipped");

    /// <summary>States of the SIM, in the order of their values.</summary>
    public static readonly byte[][] SimStates = Split(
        "unknown\nready\nabsent\nlocked\nnot_ready\nbusy\noperator_locked");

    /// <summary>Registration as AT+CEREG numbers it (3GPP TS 27.007, 10.1.22).</summary>
    public static readonly byte[][] Registrations = Split(
        "not_registered\nhome\nsearching\ndenied\nunknown\nroaming\nsms_only\nemergency_only");

    /// <summary>Whether the modem checks the acquirer's name, as CheckVerdict numbers it.</summary>
    public static readonly byte[][] ServerChecks = Split(
        "untried\nproved\nundecided\nlet_through_once\nlet_through");

    /// <summary>
    /// States of the line to the operator's broker, in the order of their values.
    /// </summary>
    public static readonly byte[][] FleetStates = Split(
        "off\nincomplete\nno_link\nwaiting\nconnecting\nonline\nspent");

    /// <summary>Why it ended last, in the order of the values.</summary>
    public static readonly byte[][] FleetErrors = Split(
        "none\nbroker not reached\nconnection lost\nbroker silent\nbroker's answer malformed\n"
        + "broker speaks another version\nuser or secret refused\nbroker busy\n"
        + "another terminal has this serial number\nbroker wants less\n"
        + "terminal belongs to another broker\nbroker sends too much\nbroker refuses\n"
        + "network dropped the connection silently");

    /// <summary>Steps of the test of WiFi, in their order.</summary>
    public static readonly byte[][] WifiSteps = Split(
        "association\naddress\nportal\nname\ntls\nacquirer");

    /// <summary>Steps of the test of the SIM, in their order.</summary>
    public static readonly byte[][] SimSteps = Split(
        "module\ncard\nregistration\ndata\nname\ncertificate\nacquirer");

    /// <summary>Keys of the keypad other than digits, from Key.Ok on.</summary>
    public static readonly byte[][] KeyNames = Split("ok\nclear\ncancel\nmenu\nup\ndown");

    private static readonly byte[][] Errors = Split(
        "10unknown command; help lists them\n"
        + "11usage: \n"
        + "12line too long, 160 bytes at most\n"
        + "13a quote is not closed\n"
        + "14too many words\n"
        + "15interrupted\n"
        + "16not confirmed, nothing is done\n"
        + "20open the console first: pin NNNNNN\n"
        + "21wrong PIN\n"
        + "22locked after wrong PINs, seconds left: \n"
        + "23set a PIN first: pin set NNNNNN\n"
        + "24the PIN has 6 to 8 digits\n"
        + "25the merchant's PIN has 4 to 8 digits\n"
        + "30no such setting; set lists them\n"
        + "31value out of range: \n"
        + "32key refused: \n"
        + "33certificate refused: \n"
        + "34two roots are kept, remove one first\n"
        + "35the other root has not verified the acquirer yet\n"
        + "36no such root; root list shows them\n"
        + "40refused, undelivered transactions: \n"
        + "41a sale is under way\n"
        + "42in test mode only\n"
        + "43the journal cannot be written\n"
        + "44memory did not take it\n"
        + "45no such open entry, or it has no such exit now\n"
        + "46export first: the whole queue must have been printed\n"
        + "47the queue is not held\n"
        + "50wifi is busy or silent, try again\n"
        + "51no such network\n"
        + "52four networks are set, forget one first\n"
        + "53a test of a link is under way\n"
        + "60failed parts: ");

    /// <summary>Length of the name that a row of the help, or a name alone, begins with.</summary>
    public static int NameLength(byte[] row)
    {
        int length = 0;
        while (length < row.Length && row[length] != '=' && row[length] != ' ')
        {
            length++;
        }

        return length;
    }

    /// <summary>The command of a name, in small or capital letters; None for others.</summary>
    public static ConsoleCommand Find(byte[] text, int offset, int count)
    {
        for (int i = 0; i <= (int)ConsoleCommand.Compare; i++)
        {
            if (NameLength(Help[i]) == count && IsSame(Help[i], text, offset, count))
            {
                return (ConsoleCommand)i;
            }
        }

        return ConsoleCommand.None;
    }

    /// <summary>True when a command begins with these letters.</summary>
    public static bool BeginsCommand(byte[] text, int count)
    {
        for (int i = 0; i <= (int)ConsoleCommand.Compare; i++)
        {
            if (NameLength(Help[i]) >= count && IsSame(Help[i], text, 0, count))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(byte[] row, byte[] text, int offset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int letter = text[offset + i];
            letter = letter >= 'A' && letter <= 'Z' ? letter + 'a' - 'A' : letter;
            if (row[i] != letter)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The row of an error: two digits of its code, then its words.</summary>
    public static byte[] Error(ConsoleAnswer answer)
    {
        byte[][] errors = Errors;
        int code = (int)answer;
        for (int i = 0; i < errors.Length; i++)
        {
            if (((errors[i][0] - '0') * 10) + errors[i][1] - '0' == code)
            {
                return errors[i];
            }
        }

        return errors[0];
    }

    // Cuts a text at its line ends.
    /// <summary>Cuts a text into its lines, at start-up.</summary>
    public static byte[][] Split(string text)
    {
        int count = 1;
        for (int i = 0; i < text.Length; i++)
        {
            count += text[i] == '\n' ? 1 : 0;
        }

        var pieces = new byte[count][];
        int from = 0;
        for (int piece = 0; piece < count; piece++)
        {
            int to = from;
            while (to < text.Length && text[to] != '\n')
            {
                to++;
            }

            pieces[piece] = new byte[to - from];
            for (int i = from; i < to; i++)
            {
                pieces[piece][i - from] = (byte)text[i];
            }

            from = to + 1;
        }

        return pieces;
    }
}
