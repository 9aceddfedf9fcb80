using System.ComponentModel.DataAnnotations;
using Meet.Chat.Files.Storage;

namespace Meet.Chat.Tests.Files;

public sealed class FilesOptionsTests
{
    private static readonly S3Options S3 = new() { Endpoint = "http://127.0.0.1:9000", Bucket = "meet-files", AccessKey = "key", SecretKey = "hush" };

    [Fact]
    public void A_folder_or_a_bucket_is_enough()
    {
        ProblemsOf(new FilesOptions { Folder = "/srv/files" }).ShouldBeEmpty();
        ProblemsOf(new FilesOptions { S3 = S3 }).ShouldBeEmpty();
    }

    [Fact]
    public void None_both_and_half_of_one_are_refused_at_the_start()
    {
        ProblemsOf(new FilesOptions()).ShouldHaveSingleItem();
        ProblemsOf(new FilesOptions { Folder = "/srv/files", S3 = S3 }).ShouldHaveSingleItem();
        ProblemsOf(new FilesOptions { Folder = "files" }).ShouldHaveSingleItem();
        ProblemsOf(new FilesOptions { Folder = "/srv/files", Incoming = "incoming" }).ShouldHaveSingleItem();
        ProblemsOf(new FilesOptions { S3 = new S3Options() }).Count.ShouldBe(4);
        ProblemsOf(new FilesOptions { S3 = S3 with { Endpoint = "127.0.0.1:9000" } }).ShouldHaveSingleItem();
        ProblemsOf(new FilesOptions { S3 = S3 with { Bucket = "Not A Bucket" } }).ShouldHaveSingleItem();
    }

    [Fact]
    public void Keys_are_not_told() => $"{new FilesOptions { S3 = S3 }}".ShouldNotContain("hush");

    private static List<ValidationResult> ProblemsOf(FilesOptions options)
    {
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        return problems;
    }
}
