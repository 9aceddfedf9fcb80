using Meet.Chat;
using Meet.ServiceDefaults;
using Meet.ServiceDefaults.Database;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("chat");
builder.AddChat();

var app = builder.Build();
if (await app.MigratesAloneAsync(args))
    return;
app.UseServiceDefaults();
app.MapChat();
app.Run();
