using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Terminal.Rig.Acquirer;
using Terminal.Rig.Consoles;
using Terminal.Rig.Simulation;
using Terminal.Rig.World;
using Xunit;

namespace Terminal.Rig.Tests.Consoles;

/// <summary>
/// The import in the unkind world, judged by the bookkeeper that judges the terminal: exports with
/// sales that were never sent, sent and perhaps booked, and given up.
/// </summary>
public sealed class QueueImportTests(ITestOutputHelper output)
{
    private const int Seeds = 200;
    private const int Transactions = 8;

    [Fact]
    public void In_the_unkind_world_everybody_is_charged_what_he_was_told()
    {
        int settled = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var world = new ImportWorld(seed);
            settled += world.Play();
            Assert.True(world.Wrong.Count == 0, $"seed {seed}: {world.Describe()}");
        }

        output.WriteLine(FormattableString.Invariant(
            $"{settled} of {Seeds * Transactions} settled, the rest left to a person"));
        Assert.InRange(settled, Seeds * Transactions * 9 / 10, Seeds * Transactions);
    }

    [Fact]
    public void A_cancelled_sale_that_does_not_show_yet_stays_open()
    {
        var world = new ImportWorld(1, Manners.Kind);
        ExportedTransaction transaction = world.Export("cancelrequested", world.Now);
        Assert.False(world.Deliver(transaction).IsSettled);
        world.Wait(TimeSpan.FromHours(25));
        ImportResult late = world.Deliver(transaction);
        Assert.True(late.IsSettled);
        Assert.Equal("cancelled, never charged", late.Words);
    }

    [Fact]
    public void A_gateway_that_knows_nothing_settles_nothing()
    {
        var manners = new Manners { GatewayPercent = 100 };
        for (int seed = 1; seed < 20; seed++)
        {
            var world = new ImportWorld(seed, manners);
            foreach (string state in (string[])["pending", "unknown", "cancelrequested"])
            {
                ImportResult result = world.Deliver(
                    world.Export(state, world.Now.AddDays(-3)));
                Assert.False(result.IsSettled, result.Words);
            }
        }
    }

    [Fact]
    public void Somebody_elses_refund_in_part_leaves_the_rest_to_be_paid_back()
    {
        var world = new ImportWorld(1, Manners.Kind);
        ExportedTransaction transaction = world.Export("cancelrequested", world.Now);
        LedgerPayment payment = world.Book(transaction);
        world.Capture(payment.Id);
        Assert.NotNull(world.Front.RefundElsewhere(payment.Id, 100));
        Assert.True(world.Deliver(transaction).IsSettled);
        Assert.Equal(payment.Amount, world.Front.Ledger.Find(payment.Id)!.RefundedAmount);
        Assert.True(world.Deliver(transaction).IsSettled);
        Assert.Equal(payment.Amount, world.Front.Ledger.Find(payment.Id)!.RefundedAmount);
    }

    private sealed class ImportWorld
    {
        private readonly SimTime _time = new();
        private readonly Random _random;
        private readonly Bookkeeper _books = new();
        private readonly QueueImport _import;
        private int _customers;

        public ImportWorld(int seed, Manners? manners = null)
        {
            _random = new Random(seed);
            var clock = new VirtualTimeProvider(_time);
            var api = new AcquirerApi(new Ledger(clock, seed));
            Front = new UnkindAcquirer(api, manners ?? Manners.Draw(seed), seed);
            var handler = new FrontHandler(Front, manners is null ? new Random(seed + 1) : null);
            var http = new HttpClient(handler) { BaseAddress = new Uri("https://acquirer.test") };
            _import = new QueueImport(http, AcquirerOptions.DefaultKey, clock)
            {
                Sending = OnSending,
            };
        }

        public UnkindAcquirer Front { get; }

        public DateTimeOffset Now => Front.Ledger.UtcNow;

        public IReadOnlyList<MoneyViolation> Wrong { get; private set; } = [];

        public void Wait(TimeSpan span)
        {
            long endMs = _time.NowMs + (long)span.TotalMilliseconds;
            while (_time.NextMs <= endMs)
            {
                _time.MoveTo(_time.NextMs);
            }

            _time.MoveTo(endMs);
        }

        public ExportedTransaction Export(string state, DateTimeOffset changed)
        {
            int number = ++_customers;
            string card = Convert.ToBase64String(SealedCard.Seal(
                TestCard.ByName(_random.Next(5) == 0 ? "declined_51" : "approved")!,
                [0xFF, 0xFF, 1, 2, 3, 4, 5, 6, 0, (byte)number], new byte[12]));
            long cents = _random.Next(100, 9_000);
            _books.Tap(number, cents, "eur", Now, card);
            return new ExportedTransaction(
                $"T4200017-9-{number}", false, state, cents, "eur", 0, "",
                "FFFF01020304050600" + number.ToString("X2", CultureInfo.InvariantCulture), card,
                changed);
        }

        public LedgerPayment Book(ExportedTransaction transaction)
        {
            Front.Handle(Create(transaction));
            return Front.Ledger.FindByUniqueId(transaction.UniqueId)!;
        }

        public void Capture(string id) =>
            Front.Ledger.Update(id, old => old with { Status = "captured" });

        public ImportResult Deliver(ExportedTransaction transaction)
        {
            // Nothing here waits but for virtual time, and that is moved on this thread.
            SynchronizationContext.SetSynchronizationContext(null);
            Task<ImportResult> work = _import.DeliverAsync(transaction, CancellationToken.None);
            while (!work.IsCompleted)
            {
                Assert.NotEqual(long.MaxValue, _time.NextMs);
                _time.MoveTo(_time.NextMs);
            }

            return work.GetAwaiter().GetResult();
        }

        // The terminal's own requests, the export, and a technician who imports it until nothing is
        // left or only a person can tell.
        public int Play()
        {
            List<ExportedTransaction> open = [];
            for (int i = 0; i < Transactions; i++)
            {
                string state = ((string[])["pending", "unknown", "cancelrequested"])[_random.Next(3)];
                ExportedTransaction transaction = Export(state, Now);
                Tell(transaction);
                if (state != "pending" && _random.Next(3) > 0)
                {
                    _books.Handed(
                        transaction.UniqueId, transaction.AmountCents, "eur", Now,
                        transaction.SealedBase64);
                    Front.Handle(Create(transaction), AnswerFate.Lost);
                }

                open.Add(transaction);
            }

            for (int round = 0; round < 5 && open.Count > 0; round++)
            {
                open.RemoveAll(transaction => Import(transaction));
                Wait(TimeSpan.FromHours(25));
                if (round == 2)
                {
                    Front.Heal();
                }
            }

            foreach (ExportedTransaction left in open)
            {
                _books.Show(CustomerOf(left), Said.Undecided, Now);
            }

            Wrong = _books.Judge(Front.Ledger.Snapshot(), Now, TimeSpan.Zero);
            return Transactions - open.Count;
        }

        public string Describe() => string.Join('\n', Wrong) + "\n" + string.Concat(
            Wrong.Where(wrong => wrong.Customer > 0).Select(
                wrong => _books.Story(wrong.Customer, Front.Ledger.Snapshot())));

        private bool Import(ExportedTransaction transaction)
        {
            ImportResult result = Deliver(transaction);
            if (result.IsSettled)
            {
                bool isCancelled = transaction.State == "cancelrequested";
                Said said = isCancelled ? Said.Cancelled
                    : result.Words.StartsWith("delivered", StringComparison.Ordinal)
                    ? Said.LateAccepted
                    : result.Words.StartsWith("paid back", StringComparison.Ordinal)
                    ? Said.PaidBack : Said.LateDecline;
                _books.Show(CustomerOf(transaction), said, Now, result.Words);
            }

            return result.IsSettled;
        }

        private void Tell(ExportedTransaction transaction)
        {
            int customer = CustomerOf(transaction);
            if (transaction.State == "cancelrequested")
            {
                _books.AskCancel(customer, Now);
                _books.Show(customer, Said.CancelNoted, Now);
                return;
            }

            _books.Show(
                customer, transaction.State == "pending" ? Said.AcceptedOffline : Said.Unknown, Now);
        }

        private static int CustomerOf(ExportedTransaction transaction) => int.Parse(
            transaction.UniqueId.Split('-')[2], CultureInfo.InvariantCulture);

        private void OnSending(string target, string body)
        {
            if (target == "/v1/checkout")
            {
                using JsonDocument document = JsonDocument.Parse(body);
                JsonElement root = document.RootElement;
                _books.Handed(
                    root.GetProperty("unique_id").GetString()!,
                    root.GetProperty("amount").GetInt64(), "eur", Now,
                    root.GetProperty("card").GetProperty("sealed").GetString());
            }
        }

        private static ApiRequest Create(ExportedTransaction transaction) => new(
            "POST", "/v1/checkout", "", Authorization, Encoding.ASCII.GetBytes(
                $"{{\"amount\":{transaction.AmountCents},\"currency\":\"eur\","
                + $"\"unique_id\":\"{transaction.UniqueId}\",\"capture\":true,\"card\":"
                + $"{{\"ksn\":\"{transaction.Ksn}\",\"sealed\":\"{transaction.SealedBase64}\"}}}}"));

        private static string Authorization => "Basic " + Convert.ToBase64String(
            Encoding.ASCII.GetBytes(AcquirerOptions.DefaultKey + ":"));
    }

    // Loses one answer in six where it may draw.
    private sealed class FrontHandler(UnkindAcquirer front, Random? draw) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            byte[] body = request.Content is null ? []
                : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            bool isLost = !front.IsHealed && draw?.Next(6) == 0;
            FrontAnswer answer = front.Handle(
                new ApiRequest(
                    request.Method.Method, request.RequestUri!.AbsolutePath,
                    request.RequestUri.Query.TrimStart('?'),
                    request.Headers.Authorization!.ToString(), body),
                isLost ? AnswerFate.Lost : AnswerFate.Carried);
            if (isLost || answer.Response is not ApiResponse response)
            {
                throw new HttpRequestException("the connection ended");
            }

            var message = new HttpResponseMessage((HttpStatusCode)response.Status)
            {
                Content = new ByteArrayContent(response.Body),
            };
            foreach (KeyValuePair<string, string> header in response.Headers)
            {
                message.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            return message;
        }
    }
}
