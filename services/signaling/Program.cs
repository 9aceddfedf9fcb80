using Meet.ServiceDefaults;
using Meet.Signaling.Live;
using Meet.Signaling.Media;
using Meet.Signaling.Presence;
using Meet.Signaling.Push;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("signaling");
builder.AddLive();
builder.AddMediaRelay();
builder.AddPresenceReports();
builder.AddPush();

var app = builder.Build();
app.UseServiceDefaults();
app.MapLive();
app.Run();
