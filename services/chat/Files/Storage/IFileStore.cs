namespace Meet.Chat.Files.Storage;

/// <summary>Where the content of files is. What a file is called and who may read it stands in the database.</summary>
internal interface IFileStore
{
    /// <summary>Keeps a copy; it is durable, and readable as a whole or not at all, once this returns.</summary>
    /// <param name="content">Seekable, at its beginning.</param>
    Task PutAsync(FileKey key, Stream content, CancellationToken cancellationToken);

    /// <summary>A seekable stream over the content, which is fetched as it is read.</summary>
    /// <param name="size">In bytes, as it was when it was put.</param>
    /// <exception cref="FileNotFoundException">There is no such content.</exception>
    Task<Stream> OpenAsync(FileKey key, long size, CancellationToken cancellationToken);

    /// <summary>Does nothing when it is not there.</summary>
    Task DeleteAsync(FileKey key, CancellationToken cancellationToken);
}

/// <summary>The tenant's id is lower-case letters, digits and hyphens (001_directory.sql), so it may stand in a path.</summary>
internal readonly record struct FileKey(string TenantId, Guid Id)
{
    /// <summary>With a folder for each of 256 endings, so that none grows beyond what is handy.</summary>
    public override string ToString()
    {
        var id = Id.ToString("N");
        return $"{TenantId}/{id[^2..]}/{id}";
    }
}
