using System.Globalization;

namespace Terminal.Rig.Simulation.Tills;

/// <summary>Plays seeds of <see cref="TillTrial"/> until one fails.</summary>
public sealed class TillCampaign(int firstSeed, int seeds, int sales)
{
    /// <summary>The first seed that failed; -1: none.</summary>
    public int FailedSeed { get; private set; } = -1;

    /// <summary>What was wrong with it.</summary>
    public string Finding { get; private set; } = "";

    /// <summary>Plays them.</summary>
    /// <returns>One line of figures and the verdict.</returns>
    public string Run()
    {
        int requests = 0;
        int lost = 0;
        int cuts = 0;
        int paid = 0;
        int paidBack = 0;
        int played = 0;
        for (int seed = firstSeed; seed < firstSeed + seeds && FailedSeed < 0; seed++)
        {
            var trial = new TillTrial(seed);
            if (trial.Play(sales) is string finding)
            {
                FailedSeed = seed;
                Finding = finding;
            }

            played++;
            requests += trial.Requests;
            lost += trial.Lost;
            cuts += trial.Cuts;
            paid += trial.Paid;
            paidBack += trial.PaidBack;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"seeds={played} sales={played * sales} requests={requests} paid={paid} "
            + $"paid_back={paidBack} lost={lost} cuts={cuts} ")
            + (FailedSeed < 0 ? "charged_twice=0 paid_back_twice=0 told_otherwise=0 unanswered=0 verdict=pass"
                : string.Create(CultureInfo.InvariantCulture, $"seed={FailedSeed} verdict=fail {Finding}"));
    }
}
