using System.ComponentModel.DataAnnotations;

namespace Meet.Chat.Files.Storage;

/// <summary>Where files are kept (section <c>Files</c>): in a folder, or in an object storage that speaks S3.</summary>
internal sealed record FilesOptions : IValidatableObject
{
    /// <summary>An absolute path. All replicas must see the same folder.</summary>
    public string? Folder { get; init; }

    public S3Options? S3 { get; init; }

    /// <summary>Where uploads are gathered until they are known to be allowed: on a disk, with room for some times 20 MiB.</summary>
    public string? Incoming { get; init; }

    public string IncomingFolder => Incoming ?? (Folder is null ? "/var/tmp" : Path.Combine(Folder, "incoming"));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Folder is null == S3 is null)
            yield return new ValidationResult("Set either Files:Folder or Files:S3.");
        if (Folder is not null && !Path.IsPathFullyQualified(Folder))
            yield return new ValidationResult("Files:Folder: an absolute path.");
        if (Incoming is not null && !Path.IsPathFullyQualified(Incoming))
            yield return new ValidationResult("Files:Incoming: an absolute path.");
        if (S3 is null)
            yield break;
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(S3, new ValidationContext(S3), problems, validateAllProperties: true);
        foreach (var problem in problems)
            yield return new ValidationResult($"Files:S3: {problem.ErrorMessage}");
    }
}

/// <summary>An object storage, addressed by path: <c>Endpoint/Bucket/key</c>. The bucket must be there.</summary>
internal sealed record S3Options
{
    /// <summary>For example <c>https://s3.ap-northeast-1.amazonaws.com</c> or <c>http://127.0.0.1:9000</c>.</summary>
    [Required, RegularExpression("^https?://.+", ErrorMessage = "Endpoint: an http or https address.")]
    public string Endpoint { get; init; } = "";

    /// <summary>What requests are signed for; storages other than Amazon's mostly take any.</summary>
    [Required]
    public string Region { get; init; } = "us-east-1";

    [Required, RegularExpression("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", ErrorMessage = "Bucket: a bucket's name.")]
    public string Bucket { get; init; } = "";

    [Required]
    public string AccessKey { get; init; } = "";

    [Required]
    public string SecretKey { get; init; } = "";

    /// <summary>Without the keys: it may end up in a log.</summary>
    public override string ToString() => $"{Endpoint}/{Bucket} ({Region})";
}
