using System;
using Terminal.Agent.Settings;

namespace Terminal.Agent.Fleet;

/// <summary>
/// The terminal's topics: tpe/1/, its serial number, and what the message is (SPEC.md, Fleet).
/// </summary>
public sealed class FleetTopics
{
    /// <summary>Whether the terminal is connected.</summary>
    public static readonly byte[] Up = ByteCodec.Ascii("up");

    /// <summary>How it is.</summary>
    public static readonly byte[] State = ByteCodec.Ascii("state");

    /// <summary>What it has done in the last hour.</summary>
    public static readonly byte[] Beat = ByteCodec.Ascii("beat");

    /// <summary>What has happened to it.</summary>
    public static readonly byte[] Event = ByteCodec.Ascii("event");

    /// <summary>Questions to it.</summary>
    public static readonly byte[] Ask = ByteCodec.Ascii("ask");

    /// <summary>Its answers.</summary>
    public static readonly byte[] Answer = ByteCodec.Ascii("answer");

    private static readonly byte[] Root = ByteCodec.Ascii("tpe/1/");

    private readonly TerminalSettings _settings;

    /// <summary>Makes them for the terminal of these settings.</summary>
    public FleetTopics(TerminalSettings settings) => _settings = settings;

    /// <summary>Puts a topic behind its length.</summary>
    public void Put(MqttWriter writer, byte[] name)
    {
        writer.U16(Root.Length + _settings.SerialLength + 1 + name.Length);
        writer.Raw(Root, 0, Root.Length);
        writer.Raw(_settings.Serial, 0, _settings.SerialLength);
        writer.Byte('/');
        writer.Raw(name, 0, name.Length);
    }

    /// <summary>True when a topic is this terminal's of that name.</summary>
    public bool Is(byte[] topic, int at, int count, byte[] name)
    {
        int serialAt = at + Root.Length;
        int nameAt = serialAt + _settings.SerialLength + 1;
        return count == Root.Length + _settings.SerialLength + 1 + name.Length
            && ByteCodec.Same(topic, at, Root, 0, Root.Length)
            && Same(topic, serialAt, _settings.Serial, _settings.SerialLength)
            && topic[nameAt - 1] == '/' && Same(topic, nameAt, name, name.Length);
    }

    private static bool Same(byte[] text, int at, byte[] other, int count) =>
        count == 0 || ByteCodec.Same(text, at, other, 0, count);
}
