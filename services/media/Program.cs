using Meet.Media;
using Meet.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
// Alone there is no gateway whose tokens could be checked.
builder.AddServiceDefaults("media", internalToken: !MediaSetup.IsStandalone(builder.Configuration));
builder.AddMedia();

var app = builder.Build();
app.UseServiceDefaults();
app.MapMedia();
app.Run();
