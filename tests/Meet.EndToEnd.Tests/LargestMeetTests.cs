using System.Globalization;
using Meet.Load.Streams;
using Meet.Testing;
using Meet.Testing.Browser;
using Meet.Testing.People;
using Microsoft.Playwright;

namespace Meet.EndToEnd.Tests;

/// <summary>
/// Many people in one Meet: one in a browser, the others on the load generator. <c>MEET_CROWD=200</c> has as many as there may be, and takes
/// minutes (docs/media/performance.md).
/// </summary>
public sealed class LargestMeetTests(MeetSystem system, Chromium chromium, ITestOutputHelper output)
{
    private const int Pictures = 16;
    private const int Talkers = 8;
    private const int Floor = 5;

    private static readonly int Most =
        Environment.GetEnvironmentVariable("MEET_CROWD") is { Length: > 0 } chosen ? int.Parse(chosen, CultureInfo.InvariantCulture) : 40;

    [Fact]
    public async Task Of_a_crowd_in_one_Meet_a_browser_shows_16_at_once_and_hears_the_five_who_have_the_floor()
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var crowd = new Crowd(system);
        await using var scene = new Scene(system, chromium);
        await using var aoi = await scene.ColleagueAsync(DemoAccounts.Aoi);
        var (page, call) = (aoi.Agent.Page, aoi.Agent.Call);
        var picture = new StreamShape(IsVideo: true, BurstsPerSecond: 10, PacketsPerBurst: 1, PayloadLength: 0) { Recording = await RecordAsync(page) };
        var voice = StreamShape.Voice with { Recording = new Recording(Tone.Frames) };

        using var customer = await Person.CustomerAsync(system);
        var text = $"満員のMeet {Guid.NewGuid():n}";
        var chat = await customer.OpenChatAsync(text);
        using var self = await Person.StaffAsync(system, DemoAccounts.Aoi);
        await self.TakeAsync(chat);
        // A click lets the page ring.
        await aoi.Agent.OpenChatAsync(text);
        await self.IsReadyAsync();


        await using var shop = await customer.OpenPageAsync();
        var started = (await customer.PostAsync("/api/meets", new { chatId = chat, kind = "video" })).ShouldBeOk().Json;
        var meetId = started["meet"]!["meetId"]!.GetValue<Guid>();
        await crowd.TakePartAsync(shop, started, [voice, picture]);
        await call.RingsAsync();
        await call.AcceptAsync();
        await call.IsAsync("live");
        // Who has the floor does not hear themselves.
        await call.ToggleMuteAsync();

        var colleagues = await crowd.NewColleaguesAsync(self, Most - 2);
        Note("signed in");
        // The first page shows those who came first.
        await crowd.EnterAsync([.. colleagues.Take(Talkers - 1)], meetId, [voice, picture]);
        await crowd.EnterAsync([.. colleagues.Skip(Talkers - 1).Take(Pictures - Talkers)], meetId, [picture]);
        await crowd.EnterAsync([.. colleagues.Skip(Pictures - 1)], meetId, []);
        Note("all in");

        await crowd.BeginAsync();
        await page.WaitForFunctionAsync("most => window.__meet.state().participants === most", Most, new() { Timeout = 30_000 });
        await call.ShowsPicturesAsync(Pictures);
        await call.SeesAsync();
        await call.HearsPeopleAsync(Floor);
        await call.HearsAsync();
        await Assertions.Expect(call.Participants.And(page.Locator("[data-speaking]")).First).ToBeVisibleAsync(new() { Timeout = 15_000 });
        var heard = await crowd.HeardAsync();
        Note($"shown and heard; the others received {heard}");

        (await self.PostAsync($"/api/meets/{meetId}/end")).ShouldBeOk();
        await call.IsClosedAsync();
        foreach (var colleague in colleagues)
        {
            colleague.Dispose();
        }

        heard.Silent.ShouldBe(0);
        ((double)heard.Lost / heard.Expected).ShouldBeLessThan(0.01);

        void Note(string what) => output.WriteLine($"{TimeProvider.System.GetElapsedTime(began).TotalSeconds:f1} s: {what}");
    }

    /// <summary>Two seconds of a small moving picture, as the browser's own encoder makes them.</summary>
    private static async Task<Recording> RecordAsync(IPage page)
    {
        var frames = await page.EvaluateAsync<string[]>("""
            async () => {
              const frames = [];
              let failure = null;
              const encoder = new VideoEncoder({
                output: (chunk) => {
                  const bytes = new Uint8Array(chunk.byteLength);
                  chunk.copyTo(bytes);
                  frames.push(btoa(String.fromCharCode(...bytes)));
                },
                error: (error) => (failure = error),
              });
              encoder.configure({ codec: 'vp8', width: 320, height: 180, bitrate: 80_000, framerate: 10 });
              const canvas = new OffscreenCanvas(320, 180);
              const pen = canvas.getContext('2d');
              for (let i = 0; i < 20; i++) {
                pen.fillStyle = `hsl(${i * 18} 60% 40%)`;
                pen.fillRect(0, 0, 320, 180);
                pen.fillStyle = 'white';
                pen.fillRect(i * 16, 80, 16, 16);
                const frame = new VideoFrame(canvas, { timestamp: i * 100_000 });
                encoder.encode(frame, { keyFrame: i === 0 });
                frame.close();
              }
              await encoder.flush();
              if (failure) throw failure;
              return frames;
            }
            """);
        return new Recording([.. frames.Select(frame => (ReadOnlyMemory<byte>)Convert.FromBase64String(frame))]);
    }
}
