using System.Text.Json.Nodes;
using Terminal.Rig.Acquirer;
using Xunit;

namespace Terminal.Rig.Tests.Acquirer;

/// <summary>The API core answers as the real one does, without a socket.</summary>
public sealed class AcquirerApiTests
{
    private readonly FixedTime _time = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    private readonly AcquirerApi _api;

    public AcquirerApiTests() => _api = new AcquirerApi(new Ledger(_time, seed: 7));

    [Fact]
    public void APaymentIsBookedAndRead()
    {
        var made = Send(200, "POST", "/v1/checkout", ApiClient.Checkout("T1-1-1"));
        var id = (string)made["id"]!;
        Assert.StartsWith("paym_", id, StringComparison.Ordinal);
        Assert.Equal(29, id.Length);
        Assert.Equal("to_capture", (string?)made["status"]);
        Assert.Equal("00", (string?)made["response"]);
        Assert.Equal("4242", (string?)made["card"]!["last4"]);
        Assert.Equal(1_700_000_000, (long)made["created"]!);
        Assert.False((bool)made["live_mode"]!);
        Assert.True(JsonNode.DeepEquals(made, Send(200, "GET", "/v1/checkout/" + id)));
        Assert.Equal(1250, Assert.Single(_api.Ledger.Snapshot().Payments).Amount);
    }

    [Fact]
    public void IdsComeFromTheSeed()
    {
        var other = new AcquirerApi(new Ledger(_time, seed: 7));
        var request = ApiClient.Request("POST", "/v1/checkout", ApiClient.Checkout("T1-1-1"));
        Assert.Equal(_api.Handle(request).Body, other.Handle(request).Body);
    }

    [Theory]
    [InlineData(1_051, "refused", "51")]
    [InlineData(105, "refused", "05")]
    [InlineData(1_054, "refused", "54")]
    [InlineData(1_098, null, "00")]
    [InlineData(1_250, "to_capture", "00")]
    public void AnAmountDecidesInTestModeWhereItMay(int amount, string? status, string response)
    {
        string body = $$$"""
            {"amount":{{{amount}}},"currency":"eur","card":{"number":"4242424242424242",
            "exp_month":2,"exp_year":2030,"cvc":"123"}}
            """;
        Assert.Equal("to_capture", (string?)Send(200, "POST", "/v1/checkout", body)["status"]);
        var deciding = new AcquirerApi(new Ledger(_time, seed: 7), new AcquirerOptions { AmountsDecide = true });
        deciding.Handle(ApiClient.Request("POST", "/v1/checkout", body));
        LedgerPayment payment = Assert.Single(deciding.Ledger.Snapshot().Payments);
        Assert.Equal((status, response), (payment.Status, payment.Response));
    }

    [Theory]
    [InlineData(10, 2023, "refused", "54")]
    [InlineData(11, 2023, "to_capture", "00")]
    public void AnExpiredCardIsRefused(int month, int year, string status, string response)
    {
        var made = Send(
            200, "POST", "/v1/checkout",
            $$$"""
            {"amount":1250,"currency":"eur","card":{"number":"4242424242424242",
            "exp_month":{{{month}}},"exp_year":{{{year}}},"cvc":"123"}}
            """);
        Assert.Equal((status, response), ((string?)made["status"], (string?)made["response"]));
    }

    [Fact]
    public void NoCardLeavesThePaymentUndecided()
    {
        var made = Send(200, "POST", "/v1/checkout", """{"amount":50,"currency":"gbp"}""");
        Assert.Null(made["status"]);
        Assert.Null(made["method"]);
        Assert.True(made.AsObject().ContainsKey("response"));
    }

    [Theory]
    [InlineData("approved", "to_capture", "00", 0)]
    [InlineData("captured", "captured", "00", 0)]
    [InlineData("slow", "to_capture", "00", 6_000)]
    [InlineData("declined_05", "refused", "05", 0)]
    [InlineData("declined_41", "refused", "41", 0)]
    [InlineData("declined_42", "refused", "42", 0)]
    [InlineData("declined_51", "refused", "51", 0)]
    [InlineData("declined_75", "refused", "75", 0)]
    [InlineData("refused_00", "refused", "00", 0)]
    [InlineData("null_status", null, "75", 0)]
    public void ASealedCardDecidesTheOutcome(
        string name, string? status, string response, int delayMs)
    {
        byte[] ksn = [0xFF, 0xFF, 0x98, 0x76, 0x54, 0x32, 0x10, 0xE0, 0, 1];
        var card = TestCard.ByName(name)!;
        var payload = Convert.ToBase64String(SealedCard.Seal(card, ksn, new byte[12]));
        foreach (var serial in new[] { Convert.ToHexString(ksn), Convert.ToBase64String(ksn) })
        {
            var body = ApiClient.Checkout(
                "K" + serial.Length, card: $$"""{"sealed":"{{payload}}","ksn":"{{serial}}"}""");
            var answer = _api.Handle(ApiClient.Request("POST", "/v1/checkout", body));
            Assert.Equal(200, answer.Status);
            Assert.Equal(delayMs, answer.DelayMs);
            var made = ApiClient.Parse(answer);
            Assert.Equal(status, (string?)made["status"]);
            Assert.Equal(response, (string?)made["response"]);
            Assert.Equal(card.Last4, (string?)made["card"]!["last4"]);
        }
    }

    [Fact]
    public void ASealedCardThatCannotBeOpenedIsRefused()
    {
        var body = ApiClient.Checkout("x", card: """{"sealed":"AAAA","ksn":"FFFF"}""");
        Assert.Equal("card.sealed cannot be opened", Error(400, "POST", "/v1/checkout", body));
        Assert.Empty(_api.Ledger.Snapshot().Payments);
    }

    [Theory]
    [InlineData("""{"amount":49,"currency":"eur"}""", "amount")]
    [InlineData("""{"amount":-50,"currency":"eur"}""", "amount")]
    [InlineData("""{"amount":100.5,"currency":"eur"}""", "amount")]
    [InlineData("""{"amount":1e99,"currency":"eur"}""", "amount")]
    [InlineData("""{"amount":"100","currency":"eur"}""", "amount")]
    [InlineData("""{"currency":"eur"}""", "amount is required")]
    [InlineData("""{"amount":50}""", "currency is required")]
    [InlineData("""{"amount":50,"currency":"EUR"}""", "currency")]
    [InlineData("""{"amount":50,"currency":"xxx"}""", "currency")]
    [InlineData("""{"amount":50,"currency":5}""", "currency")]
    [InlineData("""{"amount":50,"currency":"eur","description":"ab"}""", "description")]
    [InlineData("""{"amount":50,"currency":"eur","order_id":""}""", "order_id")]
    [InlineData("""{"amount":50,"currency":"eur","unique_id":""}""", "unique_id")]
    [InlineData("""{"amount":50,"currency":"eur","unique_id":7}""", "unique_id")]
    [InlineData("""{"amount":50,"currency":"eur","capture":"yes"}""", "capture")]
    [InlineData("""{"amount":50,"currency":"eur","card":[]}""", "card")]
    [InlineData("""{"amount":50,"currency":"eur","card":{"number":"4242424242424241"}}""", "card.number")]
    [InlineData("""{"amount":50,"currency":"eur","description":"\ud800abc"}""", "Unicode")]
    [InlineData("""[1,2]""", "object")]
    [InlineData("""{"amount":50,""", "JSON")]
    [InlineData("", "JSON")]
    public void WhatDoesNotMeetTheSpecificationIs400(string body, string word)
    {
        var message = Error(400, "POST", "/v1/checkout", body);
        Assert.Contains(word, message, StringComparison.Ordinal);
        Assert.Empty(_api.Ledger.Snapshot().Payments);
    }

    [Theory]
    [InlineData("description", 64, 65)]
    [InlineData("order_id", 36, 37)]
    [InlineData("unique_id", 36, 37)]
    public void LengthsCountCharacters(string field, int longest, int tooLong)
    {
        string Body(int length) =>
            $$"""{"amount":50,"currency":"eur","{{field}}":"{{string.Concat(Enumerable.Repeat("é", length))}}"}""";
        Send(200, "POST", "/v1/checkout", Body(longest));
        Send(400, "POST", "/v1/checkout", Body(tooLong));
    }

    [Fact]
    public void ASecondPostWithTheUniqueIdIs409EvenForAnotherAmount()
    {
        var id = (string)Send(200, "POST", "/v1/checkout", ApiClient.Checkout("T1"))["id"]!;
        var message = Error(409, "POST", "/v1/checkout", ApiClient.Checkout("T1", amount: 999));
        Assert.Equal($"Payment already exists, duplicate unique_id ({id})", message);
        var payment = Assert.Single(_api.Ledger.Snapshot().Payments);
        Assert.Equal(1250, payment.Amount);
        Assert.Equal(1, payment.DuplicatePosts);
    }

    [Fact]
    public void ErrorsMayBeObjects()
    {
        var api = new AcquirerApi(_api.Ledger, new AcquirerOptions { ErrorsAsObjects = true });
        var request = ApiClient.Request("POST", "/v1/checkout", ApiClient.Checkout("T1"));
        var id = (string)ApiClient.Parse(api.Handle(request))["id"]!;
        var error = ApiClient.Parse(api.Handle(request))["error"]!;
        Assert.Equal("invalid_request_error", (string?)error["type"]);
        Assert.Equal("Payment already exists, duplicate unique_id", (string?)error["message"]!["error"]);
        Assert.Equal(id, (string?)error["message"]!["id"]);
    }

    [Fact]
    public void PaymentsAreListedByUniqueIdAndOrderId()
    {
        for (var i = 0; i < 3; i++)
        {
            Send(
                200, "POST", "/v1/checkout",
                $$"""{"amount":50,"currency":"eur","unique_id":"u {{i}}","order_id":"o+1"}""");
        }
        Assert.Equal("u 1", (string?)Payments("?unique_id=u%201").Single()!["unique_id"]);
        Assert.Equal(3, Payments("?order_id=o%2B1").Count);
        Assert.Equal(2, Payments("?order_id=o%2B1&limit=2").Count);
        Assert.Equal("u 2", (string?)Payments("?order_id=o%2B1&limit=2&start=2").Single()!["unique_id"]);
        Assert.Empty(Payments("?unique_id=nobody"));
        var range = Send(200, "GET", "/v1/checkout?order_id=o%2B1&limit=2")["range"]!;
        Assert.True((bool)range["has_more"]!);
        Assert.Equal(1, (int)range["end"]!);
        Send(400, "GET", "/v1/checkout?limit=101");
        Send(400, "GET", "/v1/checkout?unique_id=" + new string('x', 37));
    }

    [Fact]
    public void AnEmptyListMayBe404()
    {
        var api = new AcquirerApi(_api.Ledger, new AcquirerOptions { EmptyListIsNotFound = true });
        Assert.Equal(404, api.Handle(ApiClient.Request("GET", "/v1/checkout?unique_id=x")).Status);
    }

    [Fact]
    public void AnAuthorisationIsCapturedLater()
    {
        var id = (string)Send(
            200, "POST", "/v1/checkout",
            $$"""{"amount":50,"currency":"eur","capture":false,"card":{{ApiClient.Visa}}}""")["id"]!;
        Assert.Equal("authorized", (string?)Send(200, "GET", "/v1/checkout/" + id)["status"]);
        var captured = Send(200, "PATCH", "/v1/checkout/" + id, """{"status":"capture"}""");
        Assert.Equal("to_capture", (string?)captured["status"]);
        Send(409, "PATCH", "/v1/checkout/" + id, """{"status":"capture"}""");
        Send(409, "PATCH", "/v1/checkout/" + id, """{"amount":60}""");
        Send(400, "PATCH", "/v1/checkout/" + id, """{"status":"captured"}""");
    }

    [Fact]
    public void AnOpenPaymentTakesACardAndThenAnAuthorisation()
    {
        var id = (string)Send(200, "POST", "/v1/checkout", """{"amount":50,"currency":"eur"}""")["id"]!;
        var target = "/v1/checkout/" + id;
        Send(409, "PATCH", target, """{"status":"authorize"}""");
        Assert.Null(Send(200, "PATCH", target, $$"""{"card":{{ApiClient.Visa}}}""")["status"]);
        Assert.Equal("authorized", (string?)Send(200, "PATCH", target, """{"status":"authorize"}""")["status"]);
    }

    [Fact]
    public void ARefundBeforeCaptureCancelsThePaymentAndIsWholeOnly()
    {
        var id = (string)Send(200, "POST", "/v1/checkout", ApiClient.Checkout("T1"))["id"]!;
        var message = Error(409, "POST", "/v1/refunds", $$"""{"payment":"{{id}}","amount":50}""");
        Assert.Equal("Payment cannot be partially refunded before it has been captured", message);
        var refund = Send(200, "POST", "/v1/refunds", $$"""{"payment":"{{id}}","amount":1250}""");
        Assert.Equal("payment_canceled", (string?)refund["status"]);
        Assert.Equal(id, (string?)refund["payment"]);
        Assert.StartsWith("refd_", (string?)refund["id"], StringComparison.Ordinal);
        var payment = Send(200, "GET", "/v1/checkout/" + id);
        Assert.Equal("canceled", (string?)payment["status"]);
        Assert.Equal((string?)refund["id"], (string?)payment["refunds"]![0]!["id"]);
        Send(200, "GET", "/v1/refunds/" + (string?)refund["id"]);
        Send(409, "POST", "/v1/refunds", $$"""{"payment":"{{id}}","amount":1250}""");
        Assert.Equal(1250, _api.Ledger.Find(id)!.RefundedAmount);
    }

    [Fact]
    public void ACapturedPaymentIsRefundedInParts()
    {
        var card = """{"number":"4000000000000077","exp_month":1,"exp_year":2031}""";
        var id = (string)Send(200, "POST", "/v1/checkout", ApiClient.Checkout("T1", 200, card))["id"]!;
        var first = Send(200, "POST", "/v1/refunds", $$"""{"payment":"{{id}}","amount":60}""");
        Assert.Equal("to_refund", (string?)first["status"]);
        Send(409, "POST", "/v1/refunds", $$"""{"payment":"{{id}}","amount":150}""");
        Assert.Equal(140, (int)Send(200, "POST", "/v1/refunds", $$"""{"payment":"{{id}}"}""")["amount"]!);
        Assert.Equal(2, Send(200, "GET", "/v1/checkout/" + id)["refunds"]!.AsArray().Count);
        Assert.Equal("captured", _api.Ledger.Find(id)!.Status);
    }

    [Theory]
    [InlineData("""{"amount":50}""", 400)]
    [InlineData("""{"payment":"paym_x","amount":49}""", 400)]
    [InlineData("""{"payment":"paym_x"}""", 404)]
    public void ARefundWithoutAPaymentIsRefused(string body, int status) =>
        Send(status, "POST", "/v1/refunds", body);

    [Fact]
    public void ADeclinedPaymentCannotBeRefunded()
    {
        var card = """{"number":"4000000000009995","exp_month":1,"exp_year":2031}""";
        var made = Send(200, "POST", "/v1/checkout", ApiClient.Checkout("T1", card: card));
        Assert.Equal("51", (string?)made["response"]);
        Send(409, "POST", "/v1/refunds", $$"""{"payment":"{{(string?)made["id"]}}"}""");
    }

    [Theory]
    [InlineData("stest_xxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("")]
    public void AWrongKeyIs401(string key)
    {
        var answer = _api.Handle(
            ApiClient.Request("POST", "/v1/checkout", ApiClient.Checkout("T1"), key));
        Assert.Equal(401, answer.Status);
        Assert.Empty(_api.Ledger.Snapshot().Payments);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Bearer stest_rigRIGrigRIGrigRIGrigRI1")]
    public void AHeaderThatIsNotBasicIs401(string? authorization) =>
        Assert.Equal(401, _api.Handle(new ApiRequest("GET", "/v1/checkout", "", authorization, default)).Status);

    [Fact]
    public void AProductionKeyMakesLivePayments()
    {
        const string Key = "sprod_xxxxxxxxxxxxxxxxxxxxxxxx";
        var api = new AcquirerApi(_api.Ledger, new AcquirerOptions { Keys = [Key] });
        var answer = api.Handle(ApiClient.Request("POST", "/v1/checkout", ApiClient.Checkout("T1"), Key));
        Assert.True((bool)ApiClient.Parse(answer)["live_mode"]!);
    }

    [Theory]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/v1/nothing", 404)]
    [InlineData("GET", "/v1/checkout/paym_x/y", 404)]
    [InlineData("GET", "/v1/checkout/paym_x", 404)]
    [InlineData("GET", "/v1/refunds/refd_x", 404)]
    [InlineData("GET", "/v1/cards/card_x", 404)]
    [InlineData("DELETE", "/v1/checkout", 405)]
    [InlineData("DELETE", "/v1/checkout/paym_x", 405)]
    [InlineData("DELETE", "/v1/refunds", 405)]
    public void OtherPathsAndMethodsAreRefused(string method, string target, int status)
    {
        var answer = _api.Handle(ApiClient.Request(method, target));
        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 405, answer.Headers.Any(header => header.Key == "Allow"));
    }

    [Fact]
    public void AnOverlongBodyIs413() =>
        Send(413, "POST", "/v1/checkout", new string(' ', 65_537));

    [Fact]
    public void EveryAnswerHasTheLedgersDate()
    {
        var answer = _api.Handle(ApiClient.Request("GET", "/v1/checkout"));
        Assert.Contains(new("Date", "Tue, 14 Nov 2023 22:13:20 GMT"), answer.Headers);
        Assert.StartsWith(
            "HTTP/1.1 200 OK\r\nDate: Tue, 14 Nov 2023 22:13:20 GMT\r\n",
            System.Text.Encoding.ASCII.GetString(answer.ToHttp11()), StringComparison.Ordinal);
    }

    [Fact]
    public void CardsAndCustomersOfOrdinaryClientsAreKept()
    {
        var body = $$"""
            {"amount":50,"currency":"eur","card":{{ApiClient.Visa}},
             "customer":{"name":"Anne","email":"a@example.org"},
             "device":{"ip":"127.0.0.1","port":1} }
            """;
        var first = Send(200, "POST", "/v1/checkout", body);
        var second = Send(200, "POST", "/v1/checkout", body);
        Assert.Equal((string?)first["customer"]!["id"], (string?)second["customer"]!["id"]);
        Assert.Equal("127.0.0.1", (string?)first["device"]!["ip"]);
        Send(200, "GET", "/v1/cards/" + (string?)first["card"]!["id"]);
        Send(200, "GET", "/v1/customers/" + (string?)first["customer"]!["id"]);
        var third = Send(
            200, "POST", "/v1/checkout",
            $$"""{"amount":50,"currency":"eur","customer":"{{(string?)first["customer"]!["id"]}}"}""");
        Assert.Equal("Anne", (string?)third["customer"]!["name"]);
    }

    [Fact]
    public void ACardIsStoredOnceChangedAndDeleted()
    {
        const string Body = """{"cvc":"123","exp_month":12,"exp_year":2049,"number":"5555555555554444"}""";
        var card = Send(200, "POST", "/v1/cards", Body);
        var id = (string)card["id"]!;
        Assert.Matches("^card_\\w{24}$", id);
        Assert.Equal(
            $"Card already exists, you may want to update it instead creating a new one ({id})",
            Error(409, "POST", "/v1/cards", Body));
        var named = Send(200, "PATCH", $"/v1/cards/{id}", """{"name":"Pickle Rick"}""");
        Assert.Equal("Pickle Rick", (string?)named["name"]);
        var read = Send(200, "GET", $"/v1/cards/{id}");
        Assert.Equal(
            ("mastercard", 12, 2049, "4444", "Pickle Rick"),
            ((string?)read["brand"], (int?)read["exp_month"], (int?)read["exp_year"], (string?)read["last4"],
                (string?)read["name"]));
        Assert.Null(read["number"]);
        Assert.Null(read["cvc"]);
        var paid = Send(200, "POST", "/v1/checkout", $$"""{"amount":500,"currency":"eur","card":"{{id}}"}""");
        Assert.Equal("to_capture", (string?)paid["status"]);
        Assert.Equal(204, _api.Handle(ApiClient.Request("DELETE", $"/v1/cards/{id}")).Status);
        Assert.Equal($"No such card {id}", Error(404, "GET", $"/v1/cards/{id}", ""));
        Assert.Equal(
            id, (string?)Send(200, "GET", $"/v1/checkout/{(string?)paid["id"]}")["card"]!["id"]);
        Assert.NotEqual(id, (string?)Send(200, "POST", "/v1/cards", Body)["id"]);
    }

    [Fact]
    public void ACustomerIsStoredOncePerExternalIdChangedAndDeleted()
    {
        const string Body = """{"email":"a@example.org","mobile":"+33666172730","name":"Anne"}""";
        var id = (string)Send(200, "POST", "/v1/customers", Body)["id"]!;
        Assert.Matches("^cust_\\w{24}$", id);
        Assert.Equal(
            $"Customer already exists, you may want to update it instead creating a new one ({id})",
            Error(409, "POST", "/v1/customers", Body));
        var other = Send(200, "POST", "/v1/customers", Body[..^1] + ""","external_id":"7"}""");
        Assert.Equal("7", (string?)other["external_id"]);
        Assert.NotEqual(id, (string?)other["id"]);
        var changed = Send(200, "PATCH", $"/v1/customers/{id}", """{"email":"b@example.org"}""");
        Assert.Equal(
            ("b@example.org", "+33666172730", "Anne"),
            ((string?)changed["email"], (string?)changed["mobile"], (string?)changed["name"]));
        Assert.Equal(204, _api.Handle(ApiClient.Request("DELETE", $"/v1/customers/{id}")).Status);
        Assert.Equal($"No such customer {id}", Error(404, "GET", $"/v1/customers/{id}", ""));
        Error(400, "POST", "/v1/customers", """{"name":"Nobody"}""");
        Error(404, "PATCH", "/v1/customers/cust_1", """{"name":"Nobody"}""");
    }

    [Fact]
    public void AuthenticationOfThePayerIsAvailableOrRequested()
    {
        const string Back = "https://www.example.org/?1";
        var card = Send(
            200, "POST", "/v1/checkout",
            $$"""
            {"amount":500,"currency":"eur","card":{{ApiClient.Visa}},
             "auth":{"return_url":"{{Back}}","status":"request"} }
            """);
        Assert.Null(card["status"]);
        Assert.Equal(("available", Back), ((string?)card["auth"]!["status"], (string?)card["auth"]!["return_url"]));
        Assert.StartsWith("https://3ds.", (string?)card["auth"]!["redirect_url"], StringComparison.Ordinal);
        var page = Send(200, "POST", "/v1/checkout", """{"amount":500,"currency":"eur","auth":true}""");
        Assert.Equal("requested", (string?)page["auth"]!["status"]);
        Assert.Null(page["auth"]!["return_url"]);
        Assert.Null(page["auth"]!["redirect_url"]);
        Assert.Null(Send(200, "POST", "/v1/checkout", ApiClient.Checkout("T1"))["auth"]);
        Error(400, "POST", "/v1/checkout", """{"amount":500,"currency":"eur","auth":{"return_url":"http://x"} }""");
        Error(400, "POST", "/v1/checkout", """{"amount":500,"currency":"eur","auth":"yes"}""");
    }

    [Fact]
    public void OfManyPostsAtOnceWithOneUniqueIdOneIsBooked()
    {
        var answers = new int[64];
        Parallel.For(0, answers.Length, i =>
            answers[i] = _api.Handle(
                ApiClient.Request("POST", "/v1/checkout", ApiClient.Checkout("T1"))).Status);
        Assert.Equal(1, answers.Count(status => status == 200));
        Assert.Equal(63, answers.Count(status => status == 409));
        Assert.Single(_api.Ledger.Snapshot().Payments);
    }

    [Fact]
    public void NoBodyMakesItThrow()
    {
        var valid = ApiClient.Checkout("T1");
        var random = new Random(20);
        for (var round = 0; round < 2_000; round++)
        {
            var body = valid.ToCharArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                body[random.Next(body.Length)] = (char)random.Next(1, 0x250);
            }
            var answer = _api.Handle(ApiClient.Request("POST", "/v1/checkout", new string(body)));
            Assert.Contains(answer.Status, new[] { 200, 400, 409 });
        }
    }

    private JsonArray Payments(string query) =>
        Send(200, "GET", "/v1/checkout" + query)["payments"]!.AsArray();

    private string Error(int status, string method, string target, string body)
    {
        var error = Send(status, method, target, body)["error"]!;
        Assert.Equal("invalid_request_error", (string?)error["type"]);
        return (string)error["message"]!;
    }

    private JsonNode Send(int status, string method, string target, string body = "")
    {
        var answer = _api.Handle(ApiClient.Request(method, target, body));
        Assert.Equal(status, answer.Status);
        return ApiClient.Parse(answer);
    }
}
