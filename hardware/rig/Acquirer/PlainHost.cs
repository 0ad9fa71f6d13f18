using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Terminal.Rig.Acquirer;

/// <summary>How the rig's plain HTTP endpoints are set up and started: Kestrel and nothing besides.</summary>
public static class PlainHost
{
    /// <summary>Makes what an application is built with.</summary>
    /// <param name="listen">Where it listens; port 0 takes any free one.</param>
    /// <param name="bodyBytesMax">The longest body that a request may have.</param>
    public static WebApplicationBuilder Builder(IPEndPoint listen, long bodyBytesMax)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddLogging();
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = bodyBytesMax;
            kestrel.Listen(listen);
        });
        return builder;
    }

    /// <summary>Starts an application; one that cannot be started is disposed.</summary>
    /// <returns>Its address.</returns>
    /// <exception cref="IOException">The port is taken; the message says so.</exception>
    public static async Task<Uri> StartAsync(WebApplication application)
    {
        try
        {
            await application.StartAsync();
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        return new Uri(application.Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }
}
