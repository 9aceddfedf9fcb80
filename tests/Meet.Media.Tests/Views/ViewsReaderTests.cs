using Meet.Contracts.Media.Rpc;
using Meet.Media.Views;

namespace Meet.Media.Tests.Views;

public sealed class ViewsReaderTests
{
    private static readonly Guid Anna = Guid.CreateVersion7();

    [Fact]
    public void A_picture_is_known_by_whose_it_is()
    {
        var shown = new ShownPictures();
        shown.HeightOf(Anna, Source.Camera).ShouldBeNull();

        shown.Replace(Read(View(0), View(1080, Source.Screen)).ShouldNotBeNull());
        (shown.HeightOf(Anna, Source.Camera), shown.HeightOf(Anna, Source.Screen), shown.HeightOf(Guid.NewGuid(), Source.Camera)).ShouldBe((0, 1080, null));

        shown.Replace(Read(View(8192)).ShouldNotBeNull());
        (shown.HeightOf(Anna, Source.Camera), shown.HeightOf(Anna, Source.Screen)).ShouldBe((8192, null));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Read(View(-1)).ShouldBeNull();
        Read(View(8193)).ShouldBeNull();
        Read(View(1, Source.Mic)).ShouldBeNull();
        Read(View(1, Source.Unspecified)).ShouldBeNull();
        Read(new View { ParticipantId = "anna", Source = Source.Camera }).ShouldBeNull();
        Read(View(1), View(2)).ShouldBeNull();
        Read([.. Enumerable.Range(0, 400).Select(_ => Somebody())])!.Count.ShouldBe(400);
        Read([.. Enumerable.Range(0, 401).Select(_ => Somebody())]).ShouldBeNull();
    }

    private static Dictionary<(Guid Participant, Source Source), int>? Read(params View[] views)
    {
        var request = new SetViewsRequest();
        request.Views.AddRange(views);
        return ViewsReader.Read(request);
    }

    private static View View(int height, Source source = Source.Camera) => new() { ParticipantId = Anna.ToString(), Source = source, Height = height };

    private static View Somebody() => new() { ParticipantId = Guid.NewGuid().ToString(), Source = Source.Camera, Height = 1 };
}
