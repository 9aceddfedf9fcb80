using Meet.Chat;
using Meet.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("chat");
builder.AddChat();

var app = builder.Build();
app.UseServiceDefaults();
app.MapChat();
app.Run();
