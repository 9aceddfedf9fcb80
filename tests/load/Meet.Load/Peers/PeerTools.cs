using Meet.Load.Figures;
using Meet.Load.Net;
using Meet.Rtc.Dtls;

namespace Meet.Load.Peers;

/// <summary>What the peers of one generator share. Its thread only.</summary>
/// <param name="Sample">One sequence number in so many is decrypted and checked; 1: all.</param>
internal sealed record PeerTools(PeerSendBatch Send, DtlsContext Dtls, LoadCounts Counts, ushort Port, int Sample);

/// <summary>Where a node is to be found for one peer, and by what it knows it: read from its answer.</summary>
internal sealed record NodeTransport(Rtc.Stun.TransportAddress Address, Rtc.Ice.IceCredentials Credentials, IReadOnlyList<DtlsFingerprint> Fingerprints);
