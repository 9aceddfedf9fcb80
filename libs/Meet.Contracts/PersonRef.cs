namespace Meet.Contracts;

/// <summary>On which side of the counter a person stands.</summary>
public enum PersonKind { Staff, Customer }

/// <summary>
/// A person as others may see them. <see cref="Id"/> is unique over both kinds, and is the participant's id in a Meet.
/// <see cref="Name"/> is personal data: shown, never logged.
/// </summary>
public sealed record PersonRef(PersonKind Kind, Guid Id, string Name);
