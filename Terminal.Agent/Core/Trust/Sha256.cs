using System;

namespace Terminal.Agent.Trust;

/// <summary>
/// SHA-256 (FIPS 180-4) of some kilobytes at start-up: the fingerprint of a certificate, as every
/// tool shows it.
/// </summary>
public sealed class Sha256
{
    /// <summary>Bytes of a digest.</summary>
    public const int DigestBytes = 32;

    private const int BlockBytes = 64;
    private const int LengthBytes = 8;
    private const int Rounds = 64;

    private static readonly uint[] Start =
    {
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB,
        0x5BE0CD19,
    };

    private static readonly uint[] Constants =
    {
        0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4,
        0xAB1C5ED5, 0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE,
        0x9BDC06A7, 0xC19BF174, 0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F,
        0x4A7484AA, 0x5CB0A9DC, 0x76F988DA, 0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7,
        0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967, 0x27B70A85, 0x2E1B2138, 0x4D2C6DFC,
        0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85, 0xA2BFE8A1, 0xA81A664B,
        0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070, 0x19A4C116,
        0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
        0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7,
        0xC67178F2,
    };

    private readonly uint[] _state = new uint[Start.Length];
    private readonly uint[] _words = new uint[Rounds];
    private readonly uint[] _work = new uint[Start.Length];
    private readonly byte[] _block = new byte[BlockBytes];

    /// <summary>Computes the digest of <paramref name="count"/> bytes.</summary>
    public void Compute(byte[] data, int count, byte[] digest)
    {
        Array.Copy(Start, 0, _state, 0, Start.Length);
        int at = 0;
        for (; at + BlockBytes <= count; at += BlockBytes)
        {
            Extend(data, at);
        }

        int rest = count - at;
        Array.Clear(_block, 0, BlockBytes);
        Array.Copy(data, at, _block, 0, rest);
        _block[rest] = 0x80;
        if (rest + 1 + LengthBytes > BlockBytes)
        {
            Extend(_block, 0);
            Array.Clear(_block, 0, BlockBytes);
        }

        uint bits = (uint)count * 8;
        for (int i = 0; i < 4; i++)
        {
            _block[BlockBytes - 1 - i] = (byte)(bits >> (8 * i));
        }

        Extend(_block, 0);
        for (int i = 0; i < DigestBytes; i++)
        {
            digest[i] = (byte)(_state[i / 4] >> (24 - (8 * (i % 4))));
        }
    }

    private static uint Turn(uint value, int bits) => (value >> bits) | (value << (32 - bits));

    private void Extend(byte[] data, int offset)
    {
        for (int i = 0; i < 16; i++)
        {
            int at = offset + (4 * i);
            _words[i] = ((uint)data[at] << 24) | ((uint)data[at + 1] << 16)
                | ((uint)data[at + 2] << 8) | data[at + 3];
        }

        for (int i = 16; i < Rounds; i++)
        {
            uint before = _words[i - 15];
            uint near = _words[i - 2];
            _words[i] = _words[i - 16] + _words[i - 7]
                + (Turn(before, 7) ^ Turn(before, 18) ^ (before >> 3))
                + (Turn(near, 17) ^ Turn(near, 19) ^ (near >> 10));
        }

        uint[] w = _work;
        Array.Copy(_state, 0, w, 0, w.Length);
        for (int i = 0; i < Rounds; i++)
        {
            uint first = w[7] + (Turn(w[4], 6) ^ Turn(w[4], 11) ^ Turn(w[4], 25))
                + ((w[4] & w[5]) ^ (~w[4] & w[6])) + Constants[i] + _words[i];
            uint second = (Turn(w[0], 2) ^ Turn(w[0], 13) ^ Turn(w[0], 22))
                + ((w[0] & w[1]) ^ (w[0] & w[2]) ^ (w[1] & w[2]));
            Array.Copy(w, 0, w, 1, w.Length - 1);
            w[4] += first;
            w[0] = first + second;
        }

        for (int i = 0; i < w.Length; i++)
        {
            _state[i] += w[i];
        }
    }
}
