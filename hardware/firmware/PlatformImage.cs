using System;
using System.Text;
using Terminal.Agent.Ports;
using nanoFramework.Runtime.Native;

namespace Terminal.Firmware;

/// <summary>
/// The platform's image, as hardware/README.md pins it. Native checksums are compared by the
/// deployment tool and by the image itself; a program is told the image's name only.
/// </summary>
public static class PlatformImage
{
    /// <summary>The target for the module's 16 MB of flash and 8 MB of octal PSRAM.</summary>
    public const string Wanted = "ESP32_S3_OCTAL";

    /// <summary>Says on the console when another image is flashed; at start only.</summary>
    public static void Check(ISerialPort console)
    {
        string found;
        try
        {
            found = SystemInfo.TargetName;
        }
        catch (Exception)
        {
            // An image that does not say.
            found = "unknown";
        }

        if (found != Wanted)
        {
            byte[] line = Encoding.UTF8.GetBytes(
                "image_wanted=" + Wanted + " image_found=" + found + "\r\n");
            console.Write(line, 0, line.Length);
        }
    }
}
