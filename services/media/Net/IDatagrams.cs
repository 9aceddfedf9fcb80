namespace Meet.Media.Net;

/// <summary>The memory that staged packets lie in until their fan-out.</summary>
internal interface IDatagrams
{
    /// <param name="slot">Which one, as noted when it was staged.</param>
    ReadOnlySpan<byte> Datagram(int slot);
}
