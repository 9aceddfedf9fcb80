using Meet.Media;
using Meet.Media.Api;
using Meet.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("media");
builder.AddMedia();

var app = builder.Build();
app.UseServiceDefaults();
app.MapMediaApi();
app.Run();
