using System.Globalization;
using Terminal.Agent;
using Terminal.Agent.Links;
using Terminal.Agent.Settings;

namespace Terminal.Rig.Support;

/// <summary>A case in words, and what is to be done about each of its codes.</summary>
public sealed class CaseReport(Language language)
{
    private readonly List<string> _lines = [];

    /// <summary>The lines of a case that a camera read.</summary>
    public IReadOnlyList<string> Of(CaseFigures figures)
    {
        _lines.Clear();
        string mode = figures.IsTestMode ? "test" : "production";
        Add(
            $"Terminal {Serial(figures)}, logiciel {figures.Firmware}, mode {mode}",
            $"Terminal {Serial(figures)}, firmware {figures.Firmware}, {mode} mode");
        AddClock(figures);
        AddStarts(figures);
        AddLinks(figures);
        AddCard(figures);
        AddQueue(figures);
        AddExchange(figures);
        AddFlags(figures);
        AddAdvice([figures.Obstacle, figures.Service, figures.Sim, figures.Wifi, figures.LastExchange,
            figures.Suspected, figures.IsReaderSilent ? FaultCode.ReaderSilent : FaultCode.None,
            figures.IsDamaged ? FaultCode.JournalDamaged : FaultCode.None]);
        return _lines;
    }

    /// <summary>The lines of a case that was read out.</summary>
    public IReadOnlyList<string> Of(SpokenCase spoken)
    {
        _lines.Clear();
        Add(
            $"Numéro de série : se termine par {spoken.SerialEnd}",
            $"Serial number: ends in {spoken.SerialEnd}");
        AddWaiting(spoken.Waiting, spoken.Waiting == 999);
        AddAdvice([spoken.Fault]);
        return _lines;
    }

    private string Serial(CaseFigures figures) => figures.Serial.Length > 0 ? figures.Serial
        : Word("sans numéro de série", "without a serial number");

    private void AddClock(CaseFigures figures)
    {
        string witness = figures.IsTimeVerified
            ? Word("comme chez l'acquéreur", "as at the acquirer's")
            : Word("pas comparée à celle de l'acquéreur", "not compared with the acquirer's");
        string clock = figures.Clock?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
        Add(
            clock.Length > 0 ? $"Heure du terminal : {clock} UTC, {witness}" : "Heure du terminal : inconnue",
            clock.Length > 0 ? $"The terminal's clock: {clock} UTC, {witness}" : "The terminal's clock: unknown");
    }

    private void AddStarts(CaseFigures figures)
    {
        Add(
            $"En marche depuis {Span(figures.Uptime)} ; {Most(figures.Starts, 255)} redémarrage(s) dans le journal",
            $"Running for {Span(figures.Uptime)}; {Most(figures.Starts, 255)} restart(s) in the log");
        if (figures.Starts > 0)
        {
            string part = figures.Cause switch
            {
                1 => Word("les liens", "the links"),
                2 => Word("l'envoi", "delivery"),
                3 => Word("l'écran", "the display"),
                _ => Word("la console ou la caisse", "the console or the till"),
            };
            Add(
                figures.Cause == 0
                    ? "Dernier redémarrage : pas par le chien de garde (coupure, commande, mise à jour)"
                    : $"Dernier redémarrage : par le chien de garde, {part} n'avançai(en)t plus",
                figures.Cause == 0 ? "Last restart: not by the watchdog (power, a command, an update)"
                    : $"Last restart: by the watchdog, {part} stood still");
        }
    }

    private void AddLinks(CaseFigures figures)
    {
        string active = figures.Active switch
        {
            1 => "SIM",
            2 => Word("Wi-Fi", "WiFi"),
            _ => Word("aucun", "none"),
        };
        Add($"Lien utilisé : {active}", $"Link in use: {active}");
        string network = figures.Generation > 0 ? $", {figures.Generation}G" : "";
        network += figures.Plmn.Length > 0 ? Word($", opérateur {figures.Plmn}", $", operator {figures.Plmn}") : "";
        AddLink("SIM", figures.SimState, figures.SimDbm, figures.Sim, network);
        AddLink(Word("Wi-Fi", "WiFi"), figures.WifiState, figures.WifiDbm, figures.Wifi, "");
    }

    private void AddLink(string name, LinkState state, int dbm, FaultCode fault, string more)
    {
        string words = state switch
        {
            LinkState.Off => Word("éteint", "off"),
            LinkState.Starting => Word("démarre", "starting"),
            LinkState.Attached => Word("prêt, pas encore prouvé", "ready, not proved yet"),
            LinkState.Online => Word("en ligne", "online"),
            LinkState.Degraded => Word("établi, mais les échanges échouent", "up, but exchanges fail"),
            _ => Word("en panne", "down"),
        };
        string code = fault == FaultCode.None ? "" : $", {Advice.Code(fault)}";
        string signal = dbm == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {dbm} dBm");
        Add($"{name} : {words}{code}{signal}{more}", $"{name}: {words}{code}{signal}{more}");
    }

    private void AddCard(CaseFigures figures)
    {
        string unknown = Word("inconnu", "unknown");
        string iccid = figures.Iccid.Length > 0 ? figures.Iccid : unknown;
        string imei = figures.ImeiEnd.Length > 0 ? "…" + figures.ImeiEnd : unknown;
        Add(
            $"ICCID {iccid}, IMEI {imei}, redémarrages du modem : {Most(figures.ModemRestarts, 31)}",
            $"ICCID {iccid}, IMEI {imei}, restarts of the modem: {Most(figures.ModemRestarts, 31)}");
    }

    private void AddQueue(CaseFigures figures)
    {
        AddWaiting(figures.Waiting, figures.Waiting == 511);
        if (figures.Waiting > 0)
        {
            Add(
                $"Le plus ancien attend depuis {Span(figures.OldestWaiting)}",
                $"The oldest has waited for {Span(figures.OldestWaiting)}");
        }

        Add(
            $"Messages non lus : {Most(figures.Attention, 63)}",
            $"Messages that nobody has read: {Most(figures.Attention, 63)}");
    }

    private void AddWaiting(int count, bool isMore)
    {
        string number = string.Create(CultureInfo.InvariantCulture, $"{count}{(isMore ? "+" : "")}");
        Add($"Paiements en attente : {number}", $"Payments that wait: {number}");
    }

    private void AddExchange(CaseFigures figures)
    {
        if (figures.SinceExchange is null && figures.LastExchange == FaultCode.None)
        {
            Add("Dernier échange : aucun que le terminal connaisse", "Last exchange: none that the terminal knows of");
            return;
        }

        string end = figures.LastExchange == FaultCode.None
            ? Word("répondu", "answered") : Advice.Code(figures.LastExchange);
        Add(
            $"Dernier échange : il y a {Span(figures.SinceExchange)}, {end}",
            $"Last exchange: {Span(figures.SinceExchange)} ago, {end}");
    }

    private void AddFlags(CaseFigures figures)
    {
        Add(
            figures.IsOfflinePossible ? "Ventes hors ligne : possibles" : "Ventes hors ligne : impossibles",
            figures.IsOfflinePossible ? "Offline sales: possible" : "Offline sales: not possible");
        if (figures.IsSavingFailing)
        {
            Add("Les réglages ne s'enregistrent pas", "Settings cannot be saved");
        }

        if (figures.IsConsoleMissing)
        {
            Add("Pas de console : la plateforme garde COM1", "No console: the platform keeps COM1");
        }
    }

    private void AddAdvice(IEnumerable<FaultCode> faults)
    {
        FaultCode[] standing = [.. faults.Where(f => f != FaultCode.None).Distinct()];
        if (standing.Length == 0)
        {
            Add("Aucun défaut : rien à faire", "No fault: nothing to do");
            return;
        }

        Add("À faire :", "What to do:");
        foreach (FaultCode fault in standing)
        {
            string code = Advice.Code(fault);
            if (!Advice.IsKnown(fault))
            {
                Add($"  {code} : code inconnu de cette version", $"  {code}: not known to this version");
                continue;
            }

            string cause = Advice.Cause(fault, language);
            string remedy = Advice.Remedy(fault, language);
            Add($"  {code} {cause} : {remedy}", $"  {code} {cause}: {remedy}");
        }
    }

    private string Span(TimeSpan? span)
    {
        if (span is not { } known)
        {
            return Word("un temps inconnu", "an unknown time");
        }

        string days = Word("j", "d");
        return known.TotalDays >= 1 ? $"{known.Days} {days} {known.Hours} h"
            : known.TotalHours >= 1 ? $"{known.Hours} h {known.Minutes} min" : $"{known.Minutes} min";
    }

    private static string Most(int count, int most) =>
        string.Create(CultureInfo.InvariantCulture, $"{count}{(count == most ? "+" : "")}");

    private void Add(string french, string english) => _lines.Add(Word(french, english));

    private string Word(string french, string english) => language == Language.French ? french : english;
}
