using Microsoft.AspNetCore.Http;

namespace Terminal.Rig.Bench;

/// <summary>Answers with a page that brings its styles and scripts along and asks nobody but its own server.</summary>
public static class PageAnswer
{
    /// <summary>Sends it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="page">HTML in UTF-8.</param>
    /// <param name="images">Where its pictures may come from, in the words of a content security policy.</param>
    public static Task SendAsync(HttpContext context, byte[] page, string images = "'none'")
    {
        HttpResponse response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = page.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
            + $"connect-src 'self'; img-src {images}; base-uri 'none'; form-action 'none'";
        return context.Request.Method == "HEAD"
            ? Task.CompletedTask : response.Body.WriteAsync(page, context.RequestAborted).AsTask();
    }
}
