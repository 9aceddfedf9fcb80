using Meet.Gateway;
using Meet.Gateway.Limits;
using Meet.Gateway.Proxy;
using Meet.Gateway.Sessions;
using Meet.Gateway.Web;
using Meet.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("gateway", internalToken: false);
builder.AddSessions();
builder.AddLimits();
builder.AddProxy();
builder.AddWebPages();
builder.Services.AddOpenApi("gateway");

var app = builder.Build();
app.UseGateway();
app.Run();
