namespace System.Net;

/// <summary>An end of a connection.</summary>
public abstract class EndPoint
{
}
