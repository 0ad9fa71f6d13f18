namespace System.Net;

/// <summary>A name and its addresses.</summary>
public class IPHostEntry
{
    internal IPHostEntry(string hostName, IPAddress[] addressList)
    {
        HostName = hostName;
        AddressList = addressList;
    }

    public string HostName { get; }

    public IPAddress[] AddressList { get; }
}
