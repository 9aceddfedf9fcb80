using Meet.Notification;
using Meet.ServiceDefaults;
using Meet.ServiceDefaults.Database;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("notification");
builder.AddNotification();

var app = builder.Build();
if (await app.MigratesAloneAsync(args))
    return;
app.UseServiceDefaults();
app.MapNotification();
app.Run();
