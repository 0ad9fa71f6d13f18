namespace Terminal.Agent.Modem;

/// <summary>What is put behind a command's fixed text.</summary>
public enum ChatArgument
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Type and name of the access point, each in quotes.</summary>
    Context = 1,

    /// <summary>The name of our certificate file in quotes.</summary>
    CertificateName = 2,

    /// <summary>The name of our certificate file in quotes, a comma and its bytes.</summary>
    CertificateUpload = 3,

    /// <summary>The name of a file to delete in quotes.</summary>
    OldCertificateName = 4,

    /// <summary>Host in quotes, comma, port and the client type.</summary>
    Host = 5,

    /// <summary>Bytes to send.</summary>
    SendCount = 6,

    /// <summary>Bytes to receive.</summary>
    ReceiveCount = 7,

    /// <summary>UTC in the form of +CCLK, in quotes.</summary>
    Utc = 8,

    /// <summary>How the access point authenticates, and its password and user in quotes.</summary>
    Auth = 9,

    /// <summary>Bits a second.</summary>
    Baud = 10,

    /// <summary>The acquirer's host in quotes.</summary>
    AcquirerHost = 11,

    /// <summary>The acquirer's address in quotes, comma, port and the client type.</summary>
    AcquirerAddress = 12,

    /// <summary>Type, access point, user, password, authentication, as Quectel has them.</summary>
    SocketContext = 13,

    /// <summary>A context that the network has opened by itself; 0 for none.</summary>
    OtherContext = 14,

    /// <summary>The path of our certificate file in quotes, as Quectel has it.</summary>
    CertificatePath = 15,

    /// <summary>The acquirer's host in quotes, comma, port and the client type.</summary>
    AcquirerNamed = 16,

    /// <summary>The file of the broker's own root in quotes, a comma and its bytes.</summary>
    SecondRootUpload = 17,

    /// <summary>The file of the broker's own root in quotes.</summary>
    SecondRootName = 18,
}
