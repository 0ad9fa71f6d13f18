using System.Text.Json.Serialization;

namespace Terminal.Rig.Bench;

/// <summary>How a fault switch stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BenchFaultUse>))]
public enum BenchFaultUse
{
    /// <summary>Nothing goes wrong.</summary>
    [JsonStringEnumMemberName("off")]
    Off,

    /// <summary>The next connection or request goes wrong.</summary>
    [JsonStringEnumMemberName("once")]
    Once,

    /// <summary>All go wrong until it is switched off.</summary>
    [JsonStringEnumMemberName("on")]
    On,
}
