using System.Net;
using System.Net.Http.Headers;
using Meet.Chat.Tests.Files;
using Meet.Contracts;
using Meet.Contracts.Chat;
using Meet.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Meet.Chat.IntegrationTests;

public sealed class FileTests(ChatHost host)
{
    private const string Rows = "select count(*)::int from chat.files where tenant_id = @tenant";

    [Fact]
    public async Task What_was_uploaded_comes_back_as_it_was()
    {
        var (workspace, _, customer, _) = await StartAsync();
        var content = Samples.Jpeg(800, 600, Samples.Orientation(6, little: true));

        var file = await workspace.UploadAsync(customer, content, "C:\\写真\\ケトル.JPG");
        using var response = await workspace.FileAsync(customer, file.FileId);

        file.ShouldBe(new FileView(file.FileId, "ケトル.JPG", content.Length, "image/jpeg", 600, 800));
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(content);
        response.Content.Headers.ContentType!.ToString().ShouldBe("image/jpeg");
        var disposition = response.Content.Headers.ContentDisposition!;
        (disposition.DispositionType, disposition.FileNameStar).ShouldBe(("inline", "ケトル.JPG"));
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        response.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
    }

    [Fact]
    public async Task Only_pictures_are_shown_where_they_stand()
    {
        var (workspace, _, customer, _) = await StartAsync();

        var text = await workspace.UploadAsync(customer, "a,b\n"u8.ToArray(), "orders.html");
        using var response = await workspace.FileAsync(customer, text.FileId);

        (text.Name, text.ContentType, text.Width).ShouldBe(("orders.html.txt", "text/plain", null));
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        response.Content.Headers.ContentDisposition!.ToString().ShouldStartWith("attachment;");
    }

    [Theory]
    [InlineData("<!DOCTYPE html><script>alert(1)</script>", "image/png", "x.png")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", "x.svg")]
    [InlineData("MZ\u0090\u0000\u0003", "text/plain", "x.txt")]
    [InlineData("PK\u0003\u0004", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "x.docx")]
    public async Task What_the_sender_says_of_it_counts_for_nothing(string content, string type, string name)
    {
        var (workspace, _, customer, _) = await StartAsync();

        using var response = await workspace.As(customer).SendFileAsync(System.Text.Encoding.Latin1.GetBytes(content), name, type);

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.UnsupportedMediaType, "file_type_not_allowed");
        (await workspace.QueryAsync<int>(Rows, new { tenant = workspace.Id })).ShouldBe(0);
        Directory.Exists(Path.Combine(host.FilesFolder, workspace.Id)).ShouldBeFalse();
    }

    [Fact]
    public async Task Text_that_turns_out_to_be_none_at_its_end_is_refused()
    {
        var (workspace, _, customer, _) = await StartAsync();

        using var response = await workspace.As(customer).SendFileAsync([.. Enumerable.Repeat((byte)'a', 400_000), 0], "x.txt");

        await Workspace.ShouldBeProblemAsync(response, HttpStatusCode.UnsupportedMediaType, "file_type_not_allowed");
    }

    [Fact]
    public async Task A_file_has_20_MiB_at_most()
    {
        var (workspace, _, customer, _) = await StartAsync();
        var content = new byte[Endpoints.MaxFile];
        Samples.Png().CopyTo(content, 0);
        content[^1] = 42;

        var file = await workspace.UploadAsync(customer, content, "x.png");
        using var tooLarge = await workspace.As(customer).SendFileAsync([.. content, 0]);

        await Workspace.ShouldBeProblemAsync(tooLarge, HttpStatusCode.RequestEntityTooLarge, "file_too_large");
        file.Size.ShouldBe(Endpoints.MaxFile);
        using var response = await workspace.FileAsync(customer, file.FileId);
        (await response.Content.ReadAsByteArrayAsync()).AsSpan().SequenceEqual(content).ShouldBeTrue();
        (await workspace.QueryAsync<int>(Rows, new { tenant = workspace.Id })).ShouldBe(1);
    }

    [Fact]
    public void Only_an_upload_may_be_larger_than_other_bodies()
    {
        var larger = host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null).ShouldHaveSingleItem();

        larger.RoutePattern.RawText!.TrimEnd('/').ShouldBe("/api/chat/files");
        larger.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.ShouldBe(["POST"]);
        larger.Metadata.GetMetadata<IRequestSizeLimitMetadata>()!.MaxRequestBodySize.ShouldBe(Endpoints.MaxFile);
    }

    [Fact]
    public async Task A_file_without_length_content_or_name_is_refused()
    {
        var (workspace, _, customer, _) = await StartAsync();
        using var chunked = new StringContent("x");
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/files?name=x.txt") { Content = chunked };
        request.Headers.TransferEncodingChunked = true;

        using var noLength = await workspace.As(customer).SendAsync(request);
        using var empty = await workspace.As(customer).SendFileAsync([]);
        using var noName = await workspace.As(customer).PostAsync("/api/chat/files", new StringContent("x"));
        using var badName = await workspace.As(customer).SendFileAsync("x"u8.ToArray(), new string('x', 256));

        await Workspace.ShouldBeProblemAsync(noLength, HttpStatusCode.LengthRequired, "length_required");
        foreach (var bad in (HttpResponseMessage[])[empty, noName, badName])
            await Workspace.ShouldBeProblemAsync(bad, HttpStatusCode.BadRequest, "bad_request");
        (await workspace.QueryAsync<int>(Rows, new { tenant = workspace.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task Fifty_files_of_somebody_may_wait_for_a_message()
    {
        var (workspace, aoi, customer, _) = await StartAsync();
        await workspace.SqlAsync(
            """
            insert into chat.files (tenant_id, id, owner_kind, owner_id, name, size, content_type, stored, uploaded_at)
            select @tenant, gen_random_uuid(), 'customer', @owner, 'x', 1, 'text/plain', true, now() from generate_series(1, 50)
            """,
            new { tenant = workspace.Id, owner = customer.Id });

        using var oneMore = await workspace.As(customer).SendFileAsync("x"u8.ToArray());

        await Workspace.ShouldBeProblemAsync(oneMore, HttpStatusCode.Conflict, "too_many_files");
        await workspace.UploadAsync(aoi, "x"u8.ToArray());
    }

    [Fact]
    public async Task A_browser_may_ask_for_a_part_and_whether_it_has_it()
    {
        var (workspace, aoi, customer, _) = await StartAsync();
        var file = await workspace.UploadAsync(customer, "0123456789"u8.ToArray());
        var client = workspace.As(customer);
        client.DefaultRequestHeaders.Range = new RangeHeaderValue(3, 6);

        using var part = await client.GetAsync($"/api/chat/files/{file.FileId}");
        using var other = workspace.As(customer);
        other.DefaultRequestHeaders.IfNoneMatch.Add(part.Headers.ETag!);
        using var known = await other.GetAsync($"/api/chat/files/{file.FileId}");

        (part.StatusCode, await part.Content.ReadAsStringAsync()).ShouldBe((HttpStatusCode.PartialContent, "3456"));
        part.Content.Headers.ContentRange!.ToString().ShouldBe("bytes 3-6/10");
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var stranger = workspace.As(await workspace.CustomerAsync("b"));
        stranger.DefaultRequestHeaders.IfNoneMatch.Add(part.Headers.ETag!);
        (await stranger.GetAsync($"/api/chat/files/{file.FileId}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_message_shows_its_files_in_their_order_to_both_sides()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var first = await workspace.UploadAsync(customer, Samples.Png(2, 1), "b.png");
        var second = await workspace.UploadAsync(customer, "x"u8.ToArray(), "a.txt");
        var clientId = Guid.NewGuid();

        var sent = await Workspace.ReadAsync<ChatEntryView>(
            await workspace.SayWithFilesAsync(customer, chat, [second.FileId, first.FileId], clientId: clientId), HttpStatusCode.Created);
        var again = await Workspace.ReadAsync<ChatEntryView>(
            await workspace.SayWithFilesAsync(customer, chat, [second.FileId, first.FileId], clientId: clientId));

        (sent.Text, again.EntryId).ShouldBe((null, sent.EntryId));
        foreach (var reader in (PersonRef[])[aoi, customer])
            (await workspace.EntriesAsync(reader, chat))[^1].Files.ShouldBe([second, first]);
        (await workspace.ChatAsync(aoi, chat)).LastEntry!.Text.ShouldBe("a.txt");
        (await workspace.ChatAsync(customer, chat)).LastEntry!.Text.ShouldBe("a.txt");
    }

    [Fact]
    public async Task A_file_is_in_one_message_of_whoever_uploaded_it()
    {
        var (workspace, aoi, customer, chat) = await StartAsync();
        var room = (await workspace.DirectAsync(aoi, await workspace.StaffAsync("ken"))).RoomId;
        var (own, foreign) = (await workspace.UploadAsync(aoi, "x"u8.ToArray()), await workspace.UploadAsync(customer, "x"u8.ToArray()));
        await Workspace.ReadAsync<ChatEntryView>(await workspace.SayWithFilesAsync(aoi, chat, [own.FileId]), HttpStatusCode.Created);
        var fresh = await workspace.UploadAsync(aoi, "x"u8.ToArray());
        var before = (await workspace.ChatAsync(aoi, chat)).Version;

        foreach (var bad in (Guid[][])
            [[own.FileId], [foreign.FileId], [Guid.NewGuid()], [fresh.FileId, own.FileId], [fresh.FileId, fresh.FileId], [.. Enumerable.Range(0, 11).Select(_ => Guid.NewGuid())]])
        {
            await Workspace.ShouldBeProblemAsync(await workspace.SayWithFilesAsync(aoi, chat, bad, "x"), HttpStatusCode.BadRequest, "bad_request");
            await Workspace.ShouldBeProblemAsync(await workspace.SayInRoomAsync(aoi, room, "x", files: bad), HttpStatusCode.BadRequest, "bad_request");
        }

        await Workspace.ShouldBeProblemAsync(await workspace.SayWithFilesAsync(aoi, chat, []), HttpStatusCode.BadRequest, "bad_request");
        (await workspace.ChatAsync(aoi, chat)).Version.ShouldBe(before);
        (await workspace.RoomAsync(aoi, room)).LastPosition.ShouldBe(0);
        var shown = await Workspace.ReadAsync<ChatEntryView>(
            await workspace.SayInRoomAsync(aoi, room, "", files: [fresh.FileId]), HttpStatusCode.Created);
        shown.Files.ShouldBe([fresh]);
        shown.Text.ShouldBeNull();
        (await workspace.RoomAsync(aoi, room)).LastEntry!.Text.ShouldBe(fresh.Name);
    }

    private async Task<(Workspace Workspace, PersonRef Aoi, PersonRef Customer, Guid Chat)> StartAsync()
    {
        var workspace = await Workspace.CreateAsync(host);
        var (aoi, customer) = (await workspace.StaffAsync("aoi"), await workspace.CustomerAsync("a"));
        return (workspace, aoi, customer, (await workspace.OpenAsync(customer)).ChatId);
    }
}
