using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Meet.Chat.IntegrationTests;

/// <summary>A TCP way to the real server that lets nobody through until it is opened.</summary>
internal sealed class DatabaseDoor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly TaskCompletionSource _knockedTwice = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;
    private volatile bool _open;

    public DatabaseDoor(string connectionString)
    {
        _server = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = port, Pooling = false }.ConnectionString;
        _accepting = AcceptAsync();
    }

    public string ConnectionString { get; }

    /// <summary>Ends when somebody has come in vain, and again.</summary>
    public Task KnockedTwiceAsync() => _knockedTwice.Task;

    public void Open() => _open = true;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            for (var refused = 0; ;)
            {
                var near = await _listener.AcceptTcpClientAsync();
                if (_open)
                {
                    _ = CarryAsync(near);
                    continue;
                }

                near.Dispose();
                if (++refused == 2)
                    _knockedTwice.SetResult();
            }
        }
        catch (SocketException)
        {
            // Stopped.
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(_server.Host!, _server.Port);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException)
        {
            // The other end is gone.
        }
        finally
        {
            near.Dispose();
        }
    }
}
