namespace Terminal.Agent.Ports;

/// <summary>What phones ask the access point for in datagrams.</summary>
public enum PhoneService
{
    /// <summary>An address: DHCP, port 67.</summary>
    Address = 0,

    /// <summary>A name's address: DNS, port 53.</summary>
    Name = 1,
}
