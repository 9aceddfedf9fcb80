using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Meet.Contracts.Tests.Checker;

/// <summary>
/// A contract's own way of reading, made to tell what it would pass over in silence: members that it does not know, and members that
/// are not there although nothing says what they are then.
/// </summary>
internal static class Strict
{
    public static JsonSerializerOptions Reader(JsonSerializerOptions options)
    {
        var required = options.RespectRequiredConstructorParameters;
        return new JsonSerializerOptions(options)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = false,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { info => Require(info, required) } },
        };
    }

    // A record's parameter without a value of its own is required, unless it may be null: then null is what is not there.
    private static void Require(JsonTypeInfo info, bool alsoNullable)
    {
        foreach (var member in info.Properties)
        {
            if (member.AssociatedParameter is { HasDefaultValue: false } parameter
                && (alsoNullable || !(parameter.IsNullable || Nullable.GetUnderlyingType(member.PropertyType) is not null)))
                member.IsRequired = true;
        }
    }
}
