using System;

namespace Terminal.Agent.Setup;

/// <summary>
/// Answers for every name (RFC 1035): its IPv4 address is the terminal's, whatever phones look for
/// to find out whether there is a portal. Names have nothing else here.
/// </summary>
public static class DnsServer
{
    private const int HeaderBytes = 12;
    private const int LabelBytesMax = 63;
    private const int NameBytesMax = 255;
    private const int AnswerBytes = 16;

    private const int AnyType = 255;
    private const int ResponseFlag = 0x80;
    private const int OpcodeMask = 0x78;
    private const int RecursionWanted = 0x01;
    private const int Authoritative = 0x04;
    private const int RecursionOffered = 0x80;
    private const int FormatError = 1;
    private const int NotImplemented = 4;

    // A name that points to the question, type A, class IN, for 5 s, 4 bytes.
    private static readonly byte[] Record = { 0xC0, 0x0C, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4 };

    /// <summary>Answers a query.</summary>
    /// <returns>Length of the answer; 0 when there is none.</returns>
    public static int Answer(byte[] query, int count, byte[] answer)
    {
        if (count < HeaderBytes || (query[2] & ResponseFlag) != 0)
        {
            return 0;
        }

        if ((query[2] & OpcodeMask) != 0)
        {
            return Refuse(query, answer, NotImplemented);
        }

        int end = query[4] == 0 && query[5] == 1 ? EndOfQuestion(query, count) : 0;
        if (end == 0 || end + AnswerBytes > answer.Length)
        {
            return Refuse(query, answer, FormatError);
        }

        Refuse(query, answer, 0);
        Array.Copy(query, HeaderBytes, answer, HeaderBytes, end - HeaderBytes);
        answer[5] = 1;
        int type = (query[end - 4] << 8) | query[end - 3];
        int kind = (query[end - 2] << 8) | query[end - 1];
        if ((type != 1 && type != AnyType) || (kind != 1 && kind != AnyType))
        {
            return end;
        }

        answer[7] = 1;
        int at = ByteCodec.Put(answer, end, Record);
        return ByteCodec.Put(answer, at, SetupAddress.Own);
    }

    // The offset behind the question; 0 when it is none.
    private static int EndOfQuestion(byte[] query, int count)
    {
        int at = HeaderBytes;
        while (at < count && query[at] != 0)
        {
            if (query[at] > LabelBytesMax)
            {
                return 0;
            }

            at += query[at] + 1;
        }

        int end = at + 5;
        return end <= count && at - HeaderBytes < NameBytesMax ? end : 0;
    }

    // The head of an answer without question or records.
    private static int Refuse(byte[] query, byte[] answer, int code)
    {
        Array.Clear(answer, 0, HeaderBytes);
        answer[0] = query[0];
        answer[1] = query[1];
        answer[2] = (byte)(ResponseFlag | Authoritative
            | (query[2] & (OpcodeMask | RecursionWanted)));
        answer[3] = (byte)(RecursionOffered | code);
        return HeaderBytes;
    }
}
