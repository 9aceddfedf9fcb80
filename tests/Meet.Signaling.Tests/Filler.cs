using System.Collections.Immutable;
using System.Reflection;

namespace Meet.Signaling.Tests;

/// <summary>
/// Makes a message of any type out of nothing but its shape: strings and ids as told, the rest by chance. So a test can speak of
/// messages that nobody had thought of when it was written.
/// </summary>
/// <param name="random">Decides about optional things, enums, numbers and lengths.</param>
/// <param name="text">The text for a path of members, such as <c>Staff.Customer.Name</c>.</param>
/// <param name="id">Every id, so that a wrong one would be found to lead to somebody.</param>
/// <param name="leaveOut">Which optional members are null.</param>
internal sealed class Filler(Random random, Func<string, string> text, Guid id, Func<string, bool> leaveOut)
{
    private static readonly NullabilityInfoContext Nullability = new();

    public object Make(Type type) => Make(type, "");

    private object Make(Type type, string path)
    {
        if (type == typeof(string))
            return text(path);
        if (type == typeof(Guid))
            return id;
        if (type == typeof(bool))
            return random.Next(2) == 0;
        if (type == typeof(DateTimeOffset))
            return Some.Instant;
        if (type == typeof(int) || type == typeof(long) || type == typeof(double))
            return Convert.ChangeType(random.Next(1, 100), type, null);
        if (type.IsEnum)
            return random.GetItems(Enum.GetValues(type).Cast<object>().ToArray(), 1)[0];
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return List(type.GetGenericArguments()[0], path);
        return Record(type, path);
    }

    private object List(Type element, string path)
    {
        var items = Array.CreateInstance(element, random.Next(3));
        for (var i = 0; i < items.Length; i++)
            items.SetValue(Make(element, path), i);
        return typeof(Lists).GetMethod("Of")!.MakeGenericMethod(element).Invoke(null, [items])!;
    }

    private object Record(Type type, string path)
    {
        var constructor = type.GetConstructors().Single();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(each =>
            Member(each.ParameterType, Nullability.Create(each).WriteState, Below(path, each.Name!)))]);
        var named = constructor.GetParameters().Select(each => each.Name).ToHashSet();
        foreach (var property in type.GetProperties().Where(each => each.SetMethod is not null && !named.Contains(each.Name)))
            property.SetValue(made, Member(property.PropertyType, Nullability.Create(property).WriteState, Below(path, property.Name)));
        return made;
    }

    private object? Member(Type type, NullabilityState state, string path)
    {
        var value = Nullable.GetUnderlyingType(type);
        var optional = value is not null || state == NullabilityState.Nullable;
        return optional && leaveOut(path) ? null : Make(value ?? type, path);
    }

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static class Lists
    {
        public static ImmutableArray<T> Of<T>(T[] items) => [.. items];
    }
}
