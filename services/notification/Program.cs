using Meet.Notification;
using Meet.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("notification");
builder.AddNotification();

var app = builder.Build();
app.UseServiceDefaults();
app.MapNotification();
app.Run();
