using Meet.Chat.Files.Storage;
using Meet.ServiceDefaults.Http;
using Meet.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Meet.Chat.Files;

internal static class FilesFeature
{
    public static void AddFiles(this IServiceCollection services)
    {
        services.AddOptions<FilesOptions>().BindConfiguration("Files").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IFileStore>(provider =>
            provider.GetRequiredService<IOptions<FilesOptions>>().Value is { S3: { } s3 } ? new S3Store(s3)
            : new FolderStore(provider.GetRequiredService<IOptions<FilesOptions>>().Value.Folder!));
        services.AddSingleton<UploadFile>();
        services.AddSingleton<DownloadFile>();
        services.AddSingleton<FileSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<FileSweep>());
    }

    public static void MapFiles(this IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/files").WithTags("Files").RequireAuthorization(Policies.Person);
        files
            .MapPost("", (string? name, Caller caller, HttpRequest request, [FromServices] UploadFile upload, CancellationToken cancellationToken) =>
                upload.HandleAsync(name, caller, request, cancellationToken))
            .WithMetadata(new RequestSizeLimitAttribute(Endpoints.MaxFile));
        files.MapGet("/{id:guid}", (
            Guid id, Caller caller, HttpResponse response, [FromServices] DownloadFile download, CancellationToken cancellationToken) =>
            download.HandleAsync(id, caller, response, cancellationToken));
    }
}
