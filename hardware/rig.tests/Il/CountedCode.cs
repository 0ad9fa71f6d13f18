using System.Text;
using Terminal.Agent.Screens;

namespace Terminal.Rig.Tests.Il;

/// <summary>
/// The largest QR code, made and drawn. Public and static because it is called by name, on counted code.
/// </summary>
public static class CountedCode
{
    /// <summary>Makes a code of 77 characters and draws it.</summary>
    /// <param name="mark">Called with "text", "made" and "drawn" as each moment comes.</param>
    public static void Play(Action<string> mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        byte[] text = Encoding.ASCII.GetBytes(
            "C1ZOTM9QEPQF5-WA+00W0001LI3X4005CII18/0/QTSEPH50002C41KAZ7E007.R/JJI015K8AUYT");
        var code = new QrCode();
        var canvas = new ScreenCanvas(new FrameBuffer(), new ScreenModel(), new Texts());

        // Tables are made with the first code.
        code.Encode(text, 0, 1, QrMode.Alphanumeric, QrLevel.Low);
        mark("text");
        if (code.Encode(text, 0, text.Length, QrMode.Alphanumeric, QrLevel.Low) != QrResult.Done)
        {
            throw new InvalidOperationException("no code");
        }

        mark("made");
        canvas.Qr(code);
        mark("drawn");
    }
}
