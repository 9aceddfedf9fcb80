using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Meet.Chat.Files.Storage;

/// <summary>Files as objects of a bucket (<c>Files:S3</c>).</summary>
internal sealed class S3Store(S3Options options) : IFileStore, IDisposable
{
    private readonly AmazonS3Client _client = new(
        new BasicAWSCredentials(options.AccessKey, options.SecretKey),
        new AmazonS3Config
        {
            ServiceURL = options.Endpoint,
            AuthenticationRegion = options.Region,
            ForcePathStyle = true,
            // Trailing checksums are Amazon's own; other storages refuse them. The signature covers the content anyway.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });

    public Task PutAsync(FileKey key, Stream content, CancellationToken cancellationToken) => _client.PutObjectAsync(
        new PutObjectRequest
        {
            BucketName = options.Bucket,
            Key = key.ToString(),
            InputStream = content,
            AutoCloseStream = false,
            AutoResetStreamPosition = false,
            UseChunkEncoding = false,
            ContentType = "application/octet-stream",
        },
        cancellationToken);

    public async Task<Stream> OpenAsync(FileKey key, long size, CancellationToken cancellationToken)
    {
        var stream = new RangedStream(size, (first, token) => ReadFromAsync(key, first, size, token));
        try
        {
            // Now, while the answer can still say that it is not there.
            await stream.OpenAsync(cancellationToken);
            return stream;
        }
        catch (AmazonS3Exception problem) when (problem.StatusCode == HttpStatusCode.NotFound)
        {
            await stream.DisposeAsync();
            throw new FileNotFoundException();
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    public Task DeleteAsync(FileKey key, CancellationToken cancellationToken) =>
        _client.DeleteObjectAsync(options.Bucket, key.ToString(), cancellationToken);

    public void Dispose() => _client.Dispose();

    private async Task<Stream> ReadFromAsync(FileKey key, long first, long size, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = options.Bucket, Key = key.ToString() };
        if (first > 0)
            request.ByteRange = new ByteRange(first, size - 1);
        return (await _client.GetObjectAsync(request, cancellationToken)).ResponseStream;
    }
}
