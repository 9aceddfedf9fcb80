using System.ComponentModel.DataAnnotations;
using Meet.Chat.Entries;
using Meet.Chat.People;

namespace Meet.Chat.Settings;

/// <summary>
/// The workspace that a new installation begins with, and who may sign in to it (section <c>FirstWorkspace</c>). Without an
/// <see cref="Id"/> there is none.
/// </summary>
internal sealed record FirstWorkspaceOptions : IValidatableObject
{
    /// <summary>1 to 40 lower-case letters, digits and hyphens: what the widget's <c>data-workspace</c> says.</summary>
    [RegularExpression("^[a-z0-9][a-z0-9-]{0,39}$", ErrorMessage = "FirstWorkspace:Id is 1 to 40 lower-case letters, digits and hyphens.")]
    public string? Id { get; init; }

    /// <summary>As staff and customers read it, 1 to 60 characters; empty: the id.</summary>
    public string? Name { get; init; }

    public string AdminName { get; init; } = "Admin";

    public string AdminEmail { get; init; } = "";

    /// <summary>10 to 256 characters.</summary>
    public string AdminPassword { get; init; } = "";

    public bool IsWanted => !string.IsNullOrEmpty(Id);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsWanted)
            yield break;
        if (!string.IsNullOrEmpty(Name) && !UserText.IsValid(Name, AddMember.MaxName))
            yield return new ValidationResult("FirstWorkspace:Name is 1 to 60 characters.");
        if (!UserText.IsValid(AdminName, AddMember.MaxName))
            yield return new ValidationResult("FirstWorkspace:AdminName is 1 to 60 characters.");
        if (!EmailAddress.IsValid(AdminEmail.Trim()))
            yield return new ValidationResult("FirstWorkspace:AdminEmail is an address such as name@example.com.");
        if (AdminPassword.Length is < AddMember.MinPassword or > AddMember.MaxPassword)
            yield return new ValidationResult("FirstWorkspace:AdminPassword has 10 to 256 characters.");
    }

    // A record would print its secrets.
    public override string ToString() => nameof(FirstWorkspaceOptions);
}
