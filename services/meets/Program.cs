using Meet.Meets;
using Meet.Meets.Api;
using Meet.Meets.Fleet;
using Meet.Meets.Media;
using Meet.Meets.Store;
using Meet.ServiceDefaults;
using Meet.ServiceDefaults.Bus;
using Meet.ServiceDefaults.Database;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("meets");
builder.AddMeetStore();
builder.AddBus(
    bus =>
    {
        bus.AddConsumer<MediaSessionConsumer>();
        bus.AddFleetConsumers();
    },
    FleetFeature.ListenToNodes);
builder.AddMeets();
builder.AddFleet();

var app = builder.Build();
if (await app.MigratesAloneAsync(args))
    return;
app.UseServiceDefaults();
app.MapMeetsApi();
app.MapMeetsGrpc();
app.MapFleet();
app.Run();
