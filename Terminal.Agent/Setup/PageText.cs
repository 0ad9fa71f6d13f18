namespace Terminal.Agent.Setup;

/// <summary>
/// The page as templates, and its words: ^A to ^z are words of the language, ^0 to ^9 are what
/// <see cref="PageWriter"/> fills in. ASCII only; letters with accents are entities. It is made
/// when the terminal is started as an access point, and else not there.
/// </summary>
public sealed class PageText
{
    /// <summary>Sign of a word or a slot.</summary>
    public const byte Sign = (byte)'^';

    private const string HeadText =
        "<!DOCTYPE html><html lang=^0><head><meta charset=utf-8>"
        + "<meta name=viewport content=\"width=device-width,initial-scale=1\"><title>^A</title>"
        + "<link rel=icon href=\"data:,\"><style>"
        + "*{box-sizing:border-box}body{margin:0;font:17px/1.45 system-ui,sans-serif;color:#15202b;"
        + "background:#f3f5f7}main{max-width:30em;margin:0 auto;padding:16px}h1{font-size:1.4em;"
        + "margin:.2em 0 .6em}fieldset{border:0;padding:0;margin:0}legend,.f{font-weight:600;"
        + "display:block;padding:0;margin:1em 0 .4em}.n{display:flex;gap:.7em;align-items:center;"
        + "background:#fff;border:1px solid #8a96a3;border-radius:8px;padding:.6em .8em;"
        + "margin:.35em 0;min-height:48px}.n span{flex:1;overflow-wrap:anywhere}.n small{"
        + "color:#42505e}input[type=text],input[type=password]{width:100%;font:inherit;"
        + "padding:.6em .7em;border:1px solid #66727f;border-radius:8px;background:#fff;"
        + "color:inherit}input[type=radio],input[type=checkbox]{width:1.3em;height:1.3em;flex:none;"
        + "margin:0}button{width:100%;font:inherit;font-weight:600;padding:.75em;margin:1em 0 0;"
        + "border:2px solid #0b5cad;border-radius:8px;background:#0b5cad;color:#fff;min-height:48px"
        + "}.q{background:#fff;color:#0b5cad;font-weight:400;margin:.6em 0 0}.d{color:#42505e;"
        + "margin:.5em 0}.e,.o{padding:.7em .8em;border-radius:8px;border:2px solid #b3261e;"
        + "background:#fff}.o{border-color:#1b7a3d}ul{list-style:none;padding:0}li{display:flex;"
        + "gap:.7em;padding:.35em 0}li b{width:1.3em;text-align:center}li span{flex:1}"
        + ":focus-visible{outline:3px solid #f2a900;outline-offset:2px}"
        + "@media(prefers-color-scheme:dark){body{background:#11161b;color:#e8edf2}.n,.e,.o,.q,"
        + "input[type=text],input[type=password]{background:#1c242c}.n small,.d{color:#b4c0cc}"
        + ".q{color:#8cc4ff}}@supports selector(:has(*)){form:not(:has([value=h]:checked)) .h{"
        + "display:none}}</style>^1</head><body><main data-v=^2 ^3><h1>^A</h1>";

    private const string FormText =
        "^4<form method=post action=/join><input type=hidden name=t value=^5>"
        + "<fieldset><legend>^B</legend>^6<label class=n><input type=radio name=n value=h ^7>"
        + "<span>^C</span></label></fieldset>"
        + "<div class=h><label class=f for=h>^D</label><input id=h name=h type=text maxlength=32"
        + " autocomplete=off autocapitalize=none autocorrect=off spellcheck=false></div>"
        + "<label class=f for=p>^E</label><input id=p name=p type=password maxlength=64"
        + " autocomplete=off aria-describedby=d><label class=n hidden><input type=checkbox id=v>"
        + "<span>^F</span></label><p id=d class=d>^G</p><button>^H</button></form>"
        + "<form method=post action=/scan><input type=hidden name=t value=^5>"
        + "<button class=q>^I</button></form>"
        + "<form method=post action=/end><input type=hidden name=t value=^5>"
        + "<button class=q>^J</button></form>";

    // A page that moves by itself has a second text, for when it cannot: see the script.
    private const string LostText = "</div><p id=l class=e role=alert hidden>^b</p>";

    private const string SearchingText = "<div id=w><p role=status>^K</p>" + LostText;

    private const string TestingText =
        "<div id=w><p role=status>^L <strong>^8</strong></p><ul>^9</ul><p>^M</p>" + LostText;

    private const string PassedText =
        "<p role=status class=o><strong>^N</strong> ^O</p><p><strong>^8</strong></p><ul>^9</ul>"
        + "<p>^P</p>";

    private const string SavedText =
        "<p role=status class=o><strong>^N</strong> ^Q</p><p><strong>^8</strong></p>";

    private const string OverText = "<p role=status>^R</p>";

    private const string FootText = "</main><script>" + ScriptText + "</script></body></html>";

    /// <summary>
    /// Shows the passphrase on demand, and looks whether a page that moves by itself has moved;
    /// once nobody has answered for 15 s it no longer says that something is under way. The page
    /// works without.
    /// </summary>
    public const string ScriptText =
        "(function(){var d=document,v=d.getElementById('v'),m=d.querySelector('main');"
        + "if(v){v.parentNode.hidden=false;v.onchange=function(){"
        + "d.getElementById('p').type=v.checked?'text':'password'}}"
        + "if(m.hasAttribute('data-w')){var a=Date.now(),h=function(g){"
        + "d.getElementById('w').hidden=g;d.getElementById('l').hidden=!g};"
        + "setInterval(function(){h(Date.now()-a>15e3);fetch('/s').then(function(r){"
        + "return r.text()}).then(function(t){a=Date.now();if(t!=m.getAttribute('data-v'))"
        + "location.replace('/')},function(){})},1500)}})()";

    private const string French =
        "Wi-Fi du terminal|R&eacute;seau|Autre r&eacute;seau (nom cach&eacute;)|"
        + "Nom du r&eacute;seau cach&eacute;|Mot de passe Wi-Fi|Afficher le mot de passe|"
        + "Il est en g&eacute;n&eacute;ral sur une &eacute;tiquette de la box. "
        + "R&eacute;seau ouvert&nbsp;: laissez vide.|Enregistrer et tester|"
        + "Chercher &agrave; nouveau|Arr&ecirc;ter|"
        + "Recherche des r&eacute;seaux&hellip;|Test en cours&nbsp;:|"
        + "Si cette page n&rsquo;a pas chang&eacute; dans une minute, lisez le "
        + "r&eacute;sultat sur l&rsquo;&eacute;cran du terminal&nbsp;; le "
        + "t&eacute;l&eacute;phone peut alors revenir &agrave; son propre "
        + "r&eacute;seau.|Enregistr&eacute;.|"
        + "Le Wi-Fi fonctionne.|Le terminal red&eacute;marre. Vous pouvez fermer cette page.|"
        + "Le terminal red&eacute;marre et montre le test &agrave; l&rsquo;&eacute;cran. "
        + "Vous pouvez fermer cette page.|Termin&eacute;. Le terminal red&eacute;marre, "
        + "vous pouvez fermer cette page.|signal fort|signal moyen|signal faible|"
        + "prot&eacute;g&eacute;|fait|&eacute;chec|en cours|&agrave; venir|"
        + "Choisissez un r&eacute;seau ou &eacute;crivez son nom (32 caract&egrave;res au plus).|"
        + "Le mot de passe a 8 &agrave; 63 caract&egrave;res, sans accents.|"
        + "Ce r&eacute;seau demande un mot de passe.|"
        + "La page avait chang&eacute;. V&eacute;rifiez et envoyez &agrave; nouveau.|"
        + "Le terminal n&rsquo;a pas pu tout enregistrer. Essayez encore&nbsp;; si cela dure, "
        + "appelez l&rsquo;assistance.|"
        + "C&rsquo;est enregistr&eacute; ainsi&nbsp;: corrigez et essayez encore.|"
        + "s&eacute;curit&eacute; inutilisable|"
        + "Le t&eacute;l&eacute;phone n&rsquo;est plus reli&eacute; au terminal. Lisez la suite "
        + "sur l&rsquo;&eacute;cran du terminal&nbsp;; le t&eacute;l&eacute;phone peut revenir "
        + "&agrave; son propre r&eacute;seau.|";

    private const string English =
        "Terminal Wi-Fi|Network|Another network (hidden name)|"
        + "Name of the hidden network|Wi-Fi password|Show the password|"
        + "It is usually on a label of the box. Open network: leave empty.|Save and test|"
        + "Search again|Stop|"
        + "Searching for networks&hellip;|Testing:|"
        + "If this page has not changed in a minute, read the result on the terminal's screen; "
        + "the phone may then go back to its own network.|Saved.|"
        + "The Wi-Fi works.|The terminal restarts. You can close this page.|"
        + "The terminal restarts and shows the test on its screen. "
        + "You can close this page.|Finished. The terminal restarts, "
        + "you can close this page.|strong signal|medium signal|weak signal|"
        + "protected|done|failed|under way|to come|"
        + "Choose a network or write its name (32 characters at most).|"
        + "The password has 8 to 63 characters, without accents.|"
        + "This network asks for a password.|"
        + "The page had changed. Check it and send again.|"
        + "The terminal could not save everything. Try again; if that goes on, call support.|"
        + "It is saved like this: correct it and try again.|security not usable|"
        + "The phone has lost the terminal. Read on the terminal's screen what comes next; "
        + "the phone may go back to its own network.|";

    private readonly byte[] _form = ByteCodec.Ascii(FormText);
    private readonly byte[] _searching = ByteCodec.Ascii(SearchingText);
    private readonly byte[] _testing = ByteCodec.Ascii(TestingText);
    private readonly byte[] _passed = ByteCodec.Ascii(PassedText);
    private readonly byte[] _saved = ByteCodec.Ascii(SavedText);
    private readonly byte[] _over = ByteCodec.Ascii(OverText);
    private readonly byte[] _words;
    private readonly int[] _starts;

    /// <summary>Unpacks it.</summary>
    public PageText()
    {
        _words = ByteCodec.Ascii(French + English);
        int count = 0;
        for (int i = 0; i < _words.Length; i++)
        {
            count += _words[i] == (byte)'|' ? 1 : 0;
        }

        _starts = new int[count + 1];
        for (int i = 0, word = 1; i < _words.Length; i++)
        {
            if (_words[i] == (byte)'|')
            {
                _starts[word++] = i + 1;
            }
        }

        Invariant.Check(count == 2 * (int)PageWord.Count);
    }

    /// <summary>What every page begins with.</summary>
    public byte[] Head { get; } = ByteCodec.Ascii(HeadText);

    /// <summary>What every page ends with.</summary>
    public byte[] Foot { get; } = ByteCodec.Ascii(FootText);

    /// <summary>All words.</summary>
    public byte[] Words => _words;

    /// <summary>What is between head and foot.</summary>
    public byte[] Body(PageState state)
    {
        switch (state)
        {
            case PageState.Searching:
                return _searching;
            case PageState.Testing:
                return _testing;
            case PageState.Passed:
                return _passed;
            case PageState.Saved:
                return _saved;
            case PageState.Over:
                return _over;
            default:
                return _form;
        }
    }

    /// <summary>Where a word begins in <see cref="Words"/>.</summary>
    public int Start(PageWord word, int language) =>
        _starts[(language * (int)PageWord.Count) + (int)word];

    /// <summary>Length of a word.</summary>
    public int Length(PageWord word, int language) =>
        _starts[(language * (int)PageWord.Count) + (int)word + 1] - Start(word, language) - 1;
}
