namespace Terminal.Agent;

/// <summary>IPv4 addresses as text, with commas between.</summary>
public static class Ipv4List
{
    /// <summary>Reads them.</summary>
    /// <param name="text">As 192.168.1.20,192.168.1.21.</param>
    /// <param name="length">Its length; 0: none.</param>
    /// <param name="into">Takes them, the first octet in the top byte.</param>
    /// <returns>How many there are; -1 when one is none, or there are too many.</returns>
    public static int Read(byte[] text, int length, uint[] into)
    {
        int count = 0;
        int at = 0;
        while (at < length)
        {
            uint address = 0;
            for (int octet = 0; octet < 4; octet++)
            {
                int start = at;
                while (at < length && text[at] != '.' && text[at] != ',')
                {
                    at++;
                }

                long number = at - start > 3 ? -1 : ByteCodec.GetDecimal(text, start, at - start);
                bool isEnd = at == length || text[at] == ',';
                if (number < 0 || number > 255 || isEnd != (octet == 3))
                {
                    return -1;
                }

                address = (address << 8) | (uint)number;
                at++;
            }

            // A comma wants one more behind it.
            if (count == into.Length || (at == length && text[at - 1] == ','))
            {
                return -1;
            }

            into[count++] = address;
        }

        return count;
    }
}
