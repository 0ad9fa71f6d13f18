using System.Security.Cryptography.X509Certificates;
using System.Text;
using MQTTnet;
using MQTTnet.Protocol;

namespace Terminal.Rig.Watch;

/// <summary>
/// The operator's end of the broker: fills a book from what is retained and what comes, and asks. It comes back by
/// itself after a loss.
/// </summary>
public sealed class WatchClient : IAsyncDisposable
{
    private const string SharedEvents = "$share/watch/tpe/1/+/event";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly WatchBook _book;
    private readonly TimeProvider _time;
    private readonly MqttClientOptions _options;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    /// <summary>Makes it without a connection.</summary>
    public WatchClient(WatchBook book, WatchBroker broker, TimeProvider? time = null)
    {
        _book = book;
        _time = time ?? TimeProvider.System;
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(broker.Host, broker.Port)
            .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
            .WithCredentials(broker.User, broker.Secret)
            .WithClientId($"watch-{Guid.NewGuid():N}")
            .WithCleanStart(true);
        if (!broker.IsPlain)
        {
            builder = builder.WithTlsOptions(tls =>
            {
                tls.UseTls();
                if (broker.RootPem is not null)
                {
                    byte[] root = Encoding.ASCII.GetBytes(broker.RootPem);
                    tls.WithTrustChain([X509CertificateLoader.LoadCertificate(root)]);
                }
            });
        }

        _options = builder.Build();
        _client.ApplicationMessageReceivedAsync += OnMessage;
    }

    /// <summary>True while the broker has it.</summary>
    public bool IsConnected => _client.IsConnected;

    /// <summary>Why the last try failed, in words; empty when it did not.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>Connects, and goes on trying.</summary>
    public void Start() => _work = RunAsync();

    /// <summary>Asks a terminal; its answer comes into the book.</summary>
    public async Task<bool> AskAsync(string serial, string question)
    {
        if (!IsConnected)
        {
            return false;
        }

        MqttClientPublishResult result = await _client.PublishAsync(new MqttApplicationMessageBuilder()
            .WithTopic($"tpe/1/{serial}/ask").WithPayload(question)
            .WithCorrelationData(Guid.NewGuid().ToByteArray())
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
        return result.IsSuccess;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (!_client.IsConnected)
                {
                    await ConnectAsync();
                }

                await Task.Delay(Pause, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is MQTTnet.Exceptions.MqttCommunicationException or OperationCanceledException
                or System.Net.Sockets.SocketException or System.Security.Authentication.AuthenticationException)
            {
                Trouble = e.GetBaseException().Message;
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    private async Task ConnectAsync()
    {
        MqttClientConnectResult result = await _client.ConnectAsync(_options, _stop.Token);
        Trouble = result.ResultCode == MqttClientConnectResultCode.Success ? "" : result.ResultCode.ToString();
        var topics = new MqttClientSubscribeOptionsBuilder();
        string[] names = ["tpe/1/+/up", "tpe/1/+/state", "tpe/1/+/beat", "tpe/1/+/answer", SharedEvents];
        foreach (string topic in names)
        {
            topics = topics.WithTopicFilter(topic, MqttQualityOfServiceLevel.AtLeastOnce);
        }

        await _client.SubscribeAsync(topics.Build(), _stop.Token);
    }

    private Task OnMessage(MqttApplicationMessageReceivedEventArgs received)
    {
        MqttApplicationMessage message = received.ApplicationMessage;
        _book.Take(message.Topic, message.ConvertPayloadToString() ?? "", _time.GetUtcNow().ToUnixTimeSeconds());
        return Task.CompletedTask;
    }
}
