using Terminal.Agent;
using Terminal.Agent.Journal;
using Terminal.Rig.Board;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>
/// On the board a worker thread moves the transport on. So whatever can happen to a connection happens here inside
/// every call that the agent makes, once before the call does its work and once after, at each of its first calls: the
/// sale is settled all the same, and so is the next one.
/// </summary>
public sealed class AgentTransportTests
{
    /// <summary>What can happen to a connection.</summary>
    public enum Happening
    {
        /// <summary>The connection being made stands.</summary>
        Opens,

        /// <summary>The peer closes.</summary>
        PeerCloses,

        /// <summary>The connection breaks.</summary>
        Breaks,

        /// <summary>A part of the answer can be read.</summary>
        PartOfAnswer,

        /// <summary>The whole answer can be read.</summary>
        WholeAnswer,

        /// <summary>The whole answer can be read, and the peer closes.</summary>
        WholeAnswerAndClose,

        /// <summary>Nothing more is taken from the agent for a while.</summary>
        TakesNothing,

        /// <summary>Few bytes at a time are taken from the agent from now on.</summary>
        TakesLittle,
    }

    /// <summary>Every call with every happening.</summary>
    public static TheoryData<TransportCall, Happening> Cases()
    {
        var data = new TheoryData<TransportCall, Happening>();
        foreach (TransportCall call in Enum.GetValues<TransportCall>())
        {
            foreach (Happening happening in Enum.GetValues<Happening>())
            {
                data.Add(call, happening);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_sale_is_settled_whatever_happens_inside_a_call(TransportCall call, Happening happening)
    {
        foreach (bool isAfter in new[] { false, true })
        {
            for (int number = 1; number <= 16; number++)
            {
                if (!Play(call, happening, isAfter, number))
                {
                    break;
                }
            }
        }
    }

    [Theory]
    [InlineData(Happening.Opens, TransportCall.Open)]
    [InlineData(Happening.PeerCloses, TransportCall.Write)]
    [InlineData(Happening.Breaks, TransportCall.Write)]
    [InlineData(Happening.PartOfAnswer, TransportCall.Write)]
    [InlineData(Happening.WholeAnswer, TransportCall.Write)]
    [InlineData(Happening.WholeAnswerAndClose, TransportCall.Write)]
    [InlineData(Happening.TakesNothing, TransportCall.State)]
    [InlineData(Happening.TakesLittle, TransportCall.State)]
    public void It_does_happen(Happening happening, TransportCall call)
    {
        var world = new AgentWorld();
        bool hasHappened = false;
        world.Transport.Inside = (inside, isAfter) =>
            hasHappened |= inside == call && isAfter && Happen(world, happening);
        world.Tap(1_250);
        world.Run(2_000);
        Assert.True(hasHappened);
    }

    // False when the call is not made so often.
    private static bool Play(TransportCall call, Happening happening, bool isAfter, int number)
    {
        var world = new AgentWorld();
        int calls = 0;
        bool isInside = false;
        world.Transport.Inside = (inside, after) =>
        {
            if (inside != call || after != isAfter || isInside || ++calls != number)
            {
                return;
            }

            isInside = true;
            Happen(world, happening);
            isInside = false;
        };
        string name = $"{happening} {(isAfter ? "at the end of" : "before")} {call} number {number}";
        world.Tap(1_250);
        world.RunUntil(() => calls >= number, 5_000);
        world.Run(300);
        world.Transport.Inside = null;
        world.Transport.WriteBytesMax = Math.Max(world.Transport.WriteBytesMax, 5);
        Assert.True(
            world.RunUntil(() => world.Agent.Journal.UndeliveredCount == 0, 3_000_000),
            $"{name}: {world.Newest.State} after {world.Kinds()}");
        TransactionState state = world.Newest.State;
        Assert.Equal(state == TransactionState.Approved ? 1_250 : 0, world.Bank.Held);
        Assert.True(world.Bank.Payments.Count <= 1, name);

        world.Transport.WriteBytesMax = int.MaxValue;
        world.Transport.ReadBytesMax = int.MaxValue;
        world.Tap(700);
        Assert.True(
            world.Reaches(TransactionState.Approved, 30_000),
            $"{name}: the next sale is {world.Newest.State} after {world.Kinds()}");
        return calls >= number;
    }

    private static bool Happen(AgentWorld world, Happening happening)
    {
        ScriptedTransport transport = world.Transport;
        switch (happening)
        {
            case Happening.Opens:
                return transport.OpenNow();
            case Happening.PeerCloses:
                return transport.EndNow(FaultCode.None);
            case Happening.Breaks:
                return transport.EndNow(FaultCode.ConnectionLost);
            case Happening.TakesNothing:
                transport.WriteBytesMax = 0;
                return true;
            case Happening.TakesLittle:
                transport.WriteBytesMax = 5;
                return true;
            default:
                bool isServed = world.Serve();
                transport.ReadBytesMax =
                    happening == Happening.PartOfAnswer ? 7 : transport.ReadBytesMax;
                transport.ArriveNow();
                return isServed && (happening != Happening.WholeAnswerAndClose
                    || transport.EndNow(FaultCode.None));
        }
    }
}
