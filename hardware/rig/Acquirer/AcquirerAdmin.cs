// The switches of an emulated acquirer over plain HTTP on a loopback port of their own, for
// scripts and for other clients than the rig's. Only requests that name a loopback host are
// heard and only JSON changes anything, so that no web page in a browser on the same machine can
// turn the switches.

using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Terminal.Rig.Acquirer;

/// <summary>GET, PUT, POST and DELETE on /faults; GET and DELETE on /ledger.</summary>
public sealed class AcquirerAdmin : IAsyncDisposable
{
    private const int BodyBytesMax = 262_144;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
    };

    private readonly AcquirerServer _acquirer;
    private readonly WebApplication _app;

    private AcquirerAdmin(AcquirerServer acquirer, IPEndPoint listen)
    {
        _acquirer = acquirer;
        _app = PlainHost.Builder(listen, BodyBytesMax).Build();
        _app.Run(HandleAsync);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Starts the endpoint for an acquirer.</summary>
    /// <param name="acquirer">The acquirer; stays the caller's.</param>
    /// <param name="port">Port on 127.0.0.1; 0 takes any free one.</param>
    /// <exception cref="IOException">The port is taken; the message says so.</exception>
    public static async Task<AcquirerAdmin> StartAsync(AcquirerServer acquirer, int port = 0)
    {
        var admin = new AcquirerAdmin(acquirer, new IPEndPoint(IPAddress.Loopback, port));
        Uri address = await PlainHost.StartAsync(admin._app);
        admin.EndPoint = new IPEndPoint(IPAddress.Loopback, address.Port);
        return admin;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Host.Host is not ("127.0.0.1" or "localhost" or "[::1]"))
        {
            await SayAsync(context, 403, "Only loopback names are served.");
            return;
        }
        var faults = _acquirer.Faults;
        switch (request.Method, request.Path.Value)
        {
            case ("GET", "/faults"):
                await WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(faults.Rules, Json));
                break;
            case ("PUT", "/faults"):
                await ChangeAsync<List<FaultRule>>(context, rules => faults.Set(rules));
                break;
            case ("POST", "/faults"):
                await ChangeAsync<FaultRule>(context, faults.Add);
                break;
            case ("DELETE", "/faults"):
                faults.Clear();
                await WriteAsync(context, "[]"u8.ToArray());
                break;
            case ("GET", "/ledger"):
                await WriteAsync(context, ApiJson.Ledger(_acquirer.Api.Ledger.Snapshot()));
                break;
            case ("DELETE", "/ledger"):
                _acquirer.Api.Ledger.Clear();
                await WriteAsync(context, ApiJson.Ledger(_acquirer.Api.Ledger.Snapshot()));
                break;
            case (_, "/faults"):
                await SayAsync(context, 405, "Use GET, PUT (a list), POST (one rule) or DELETE.");
                break;
            case (_, "/ledger"):
                await SayAsync(context, 405, "Use GET or DELETE.");
                break;
            default:
                await SayAsync(context, 404, "There are /faults and /ledger.");
                break;
        }
    }

    private async Task ChangeAsync<T>(HttpContext context, Action<T> change)
    {
        if (!context.Request.HasJsonContentType())
        {
            await SayAsync(context, 415, "Send Content-Type: application/json.");
            return;
        }
        try
        {
            var value = await JsonSerializer.DeserializeAsync<T>(
                context.Request.Body, Json, context.RequestAborted);
            change(value ?? throw new JsonException("null is no rule"));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            await SayAsync(context, 400, e.Message);
            return;
        }
        await WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(_acquirer.Faults.Rules, Json));
    }

    private static Task SayAsync(HttpContext context, int status, string words)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(new { error = words }, Json));
    }

    private static async Task WriteAsync(HttpContext context, byte[] json)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }
}
