namespace Meet.Rtc.Sdp;

/// <summary>Gathers the lines of one media section. Unknown lines are passed over; known ones must be well formed.</summary>
internal sealed class SectionParser(int line)
{
    private readonly List<byte> _order = [];
    private readonly Dictionary<byte, (string Name, int Clock, int Channels)> _maps = [];
    private readonly Dictionary<byte, string> _parameters = [];
    private readonly List<(int Type, string Value)> _feedback = [];
    private readonly List<SdpExtension> _extensions = [];
    private readonly List<uint> _sources = [];
    private readonly List<string> _rids = [];
    private readonly List<string> _layers = [];
    private SdpDirection _direction;
    private string _kind = "";
    private string _protocol = "";
    private string _formats = "";
    private string? _mid;
    private int _port;
    private bool _mux;
    private bool _bundleOnly;

    public TransportParser Transport { get; } = new();

    /// <summary>Null, or why the m-line cannot be used.</summary>
    public string? Media(ReadOnlySpan<char> value)
    {
        var kind = SdpText.Next(ref value);
        var port = SdpText.Next(ref value);
        var protocol = SdpText.Next(ref value);
        if (!SdpText.IsToken(kind) || !SdpText.TryNumber(port, 65535, out var number))
            return "malformed m-line";
        if (protocol.Length is 0 or > 32 || value.Length == 0 || !SdpText.IsPrintable(protocol) || !SdpText.IsPrintable(value))
            return "malformed m-line";
        (_kind, _protocol, _formats, _port) = (kind.ToString(), protocol.ToString(), value.ToString(), (int)number);
        if (_kind is not ("audio" or "video"))
            return null;
        while (value.Length > 0)
        {
            if (!SdpText.TryNumber(SdpText.Next(ref value), 127, out var type))
                return "malformed payload type";
            if (_order.Count == SdpLimits.MaxCodecs)
                return "too many payload types";
            _order.Add((byte)type);
        }

        return null;
    }

    /// <summary>Null, or why the attribute cannot be used.</summary>
    public string? Attribute(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "mid":
                _mid = value.ToString();
                return SdpText.IsToken(value) && value.Length <= 16 ? null : "malformed mid";
            case "sendrecv" or "sendonly" or "recvonly" or "inactive":
                _direction = Enum.Parse<SdpDirection>(name, ignoreCase: true);
                return null;
            case "rtcp-mux":
                _mux = true;
                return null;
            case "bundle-only":
                _bundleOnly = true;
                return null;
            case "rtpmap":
                return RtpMap(value);
            case "fmtp":
                return Parameters(value);
            case "rtcp-fb":
                return Feedback(value);
            case "extmap":
                return Extension(value);
            case "ssrc":
                return Source(value);
            case "rid":
                return Rid(value);
            case "simulcast":
                return Simulcast(value);
            default:
                return Transport.Attribute(name, value);
        }
    }

    public OfferedSection? Build() => _mid is null && _kind is "audio" or "video" ? null : new OfferedSection
    {
        Line = line,
        Kind = _kind switch { "audio" => SdpKind.Audio, "video" => SdpKind.Video, "application" => SdpKind.Application, _ => SdpKind.Other },
        KindText = _kind,
        Port = _port,
        Protocol = _protocol,
        Formats = _formats,
        Mid = _mid ?? "",
        Direction = _direction,
        HasRtcpMux = _mux,
        IsBundleOnly = _bundleOnly,
        Codecs = [.. _order.Distinct().Where(_maps.ContainsKey).Select(Codec)],
        Extensions = _extensions,
        Sources = _sources,
        Layers = [.. _layers.Where(_rids.Contains)],
    };

    private SdpCodec Codec(byte type)
    {
        var (name, clock, channels) = _maps[type];
        var feedback = _feedback.Where(f => f.Type == type || f.Type < 0).Select(f => f.Value);
        return new SdpCodec(type, name, clock, channels, _parameters.GetValueOrDefault(type, ""), [.. feedback]);
    }

    private string? RtpMap(ReadOnlySpan<char> value)
    {
        if (!SdpText.TryNumber(SdpText.Next(ref value), 127, out var type))
            return "malformed rtpmap";
        var name = SdpText.Next(ref value, '/');
        var clock = SdpText.Next(ref value, '/');
        var channels = 1L;
        if (!SdpText.IsToken(name) || !SdpText.TryNumber(clock, 1_000_000, out var rate) || rate == 0)
            return "malformed rtpmap";
        if (value.Length > 0 && !SdpText.TryNumber(value, 255, out channels))
            return "malformed rtpmap";
        if (_maps.Count == 128)
            return "too many rtpmaps";
        _maps[(byte)type] = (name.ToString(), (int)rate, (int)channels);
        return null;
    }

    private string? Parameters(ReadOnlySpan<char> value)
    {
        if (!SdpText.TryNumber(SdpText.Next(ref value), 127, out var type) || !SdpText.IsPrintable(value))
            return "malformed fmtp";
        _parameters[(byte)type] = value.ToString();
        return null;
    }

    private string? Feedback(ReadOnlySpan<char> value)
    {
        var word = SdpText.Next(ref value);
        var type = -1L;
        if ((word is not "*" && !SdpText.TryNumber(word, 127, out type)) || value.Length == 0 || !SdpText.IsPrintable(value))
            return "malformed rtcp-fb";
        if (_feedback.Count == 8 * SdpLimits.MaxCodecs)
            return "too many rtcp-fb lines";
        _feedback.Add(((int)type, value.ToString()));
        return null;
    }

    private string? Extension(ReadOnlySpan<char> value)
    {
        var id = SdpText.Next(ref value);
        var number = SdpText.Next(ref id, '/');
        var uri = SdpText.Next(ref value);
        if (!SdpText.TryNumber(number, 255, out var parsed) || parsed == 0 || uri.Length == 0 || !SdpText.IsPrintable(uri))
            return "malformed extmap";
        if (_extensions.Count == SdpLimits.MaxExtensions)
            return "too many header extensions";
        _extensions.Add(new SdpExtension((int)parsed, uri.ToString()));
        return null;
    }

    private string? Source(ReadOnlySpan<char> value)
    {
        if (!SdpText.TryNumber(SdpText.Next(ref value), uint.MaxValue, out var ssrc))
            return "malformed ssrc";
        if (_sources.Contains((uint)ssrc))
            return null;
        if (_sources.Count == SdpLimits.MaxSources)
            return "too many ssrcs";
        _sources.Add((uint)ssrc);
        return null;
    }

    private string? Rid(ReadOnlySpan<char> value)
    {
        var rid = SdpText.Next(ref value);
        if (!SdpText.IsRid(rid))
            return "malformed rid";
        if (_rids.Count == SdpLimits.MaxRids)
            return "too many rids";
        if (SdpText.Next(ref value) is "send")
            _rids.Add(rid.ToString());
        return null;
    }

    /// <summary>RFC 8853 section 5.1: "send l;m,n;~h recv ...". A tilde marks a layer that is paused at first.</summary>
    private string? Simulcast(ReadOnlySpan<char> value)
    {
        while (value.Length > 0)
        {
            var direction = SdpText.Next(ref value);
            var streams = SdpText.Next(ref value);
            if (direction is not ("send" or "recv") || streams.Length == 0)
                return "malformed simulcast";
            while (streams.Length > 0)
            {
                var alternatives = SdpText.Next(ref streams, ';');
                var rid = SdpText.Next(ref alternatives, ',').TrimStart('~');
                if (!SdpText.IsRid(rid))
                    return "malformed simulcast";
                if (direction is "recv" || _layers.Contains(rid.ToString()))
                    continue;
                if (_layers.Count == SdpLimits.MaxRids)
                    return "too many layers";
                _layers.Add(rid.ToString());
            }
        }

        return null;
    }
}
