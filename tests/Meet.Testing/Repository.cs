using System.Reflection;

namespace Meet.Testing;

/// <summary>The source tree that this assembly was built from.</summary>
public static class Repository
{
    /// <summary>Absolute path of the folder that holds <c>./meet</c>.</summary>
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    internal static string Launcher => Path.Combine(Root, "meet");
}
