using Meet.Chat;
using Meet.ServiceDefaults;
using Meet.ServiceDefaults.Database;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("chat");
builder.AddChat();

var app = builder.Build();
app.UseServiceDefaults();
app.MapChat();
await app.RunServiceAsync(args);
