using Meet.Notification;
using Meet.ServiceDefaults;
using Meet.ServiceDefaults.Database;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("notification");
builder.AddNotification();

var app = builder.Build();
app.UseServiceDefaults();
app.MapNotification();
await app.RunServiceAsync(args);
