using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Meet.Contracts.Tests.Grpc;

/// <summary>The checker of .proto files, at files that break in each way there is.</summary>
public sealed class ProtoCompatibilityTests
{
    private static readonly FieldDescriptorProto Name = Field("name", 1, FieldDescriptorProto.Types.Type.String);
    private static readonly FieldDescriptorProto Age = Field("age", 2, FieldDescriptorProto.Types.Type.Int32);

    [Fact]
    public void A_new_field_breaks_nothing() => Problems([Name, Age], [Name, Age, Field("more", 3, FieldDescriptorProto.Types.Type.Bool)]).ShouldBeEmpty();

    [Fact]
    public void A_removed_field_breaks() =>
        Problems([Name, Age], [Name]).ShouldHaveSingleItem().ShouldBe("test.Person 2, `age: Int32`, is gone");

    [Fact]
    public void A_field_with_another_number_breaks() =>
        Problems([Name, Age], [Name, Field("age", 3, FieldDescriptorProto.Types.Type.Int32)])
            .ShouldHaveSingleItem().ShouldBe("test.Person 2, `age: Int32`, is gone: it has another number now, 3");

    [Fact]
    public void A_field_with_another_type_breaks() =>
        Problems([Name, Age], [Name, Field("age", 2, FieldDescriptorProto.Types.Type.String)])
            .ShouldHaveSingleItem().ShouldBe("test.Person 2 was `age: Int32` and is now `age: String`");

    [Fact]
    public void A_field_with_another_name_breaks() =>
        Problems([Name, Age], [Name, Field("years", 2, FieldDescriptorProto.Types.Type.Int32)])
            .ShouldHaveSingleItem().ShouldBe("test.Person 2 was `age: Int32` and is now `years: Int32`");

    [Fact]
    public void A_removed_message_breaks() => ProtoCompatibility.Problems(Surface("Person", [Name]), Surface("Human", [Name])).Count.ShouldBe(2);

    [Fact]
    public void Every_services_calls_are_in_the_table() =>
        ProtoSurface.Today.Values.Count(line => line.Contains(" -> ", StringComparison.Ordinal)).ShouldBeGreaterThan(10);

    private static IReadOnlyList<string> Problems(FieldDescriptorProto[] before, FieldDescriptorProto[] today) =>
        ProtoCompatibility.Problems(Surface("Person", before), Surface("Person", today));

    private static SortedDictionary<string, string> Surface(string message, FieldDescriptorProto[] fields)
    {
        var file = new FileDescriptorProto { Name = "test.proto", Package = "test", Syntax = "proto3" };
        file.MessageType.Add(new DescriptorProto { Name = message });
        file.MessageType[0].Field.AddRange(fields);
        return ProtoSurface.Of(FileDescriptor.BuildFromByteStrings([file.ToByteString()]));
    }

    private static FieldDescriptorProto Field(string name, int number, FieldDescriptorProto.Types.Type type) =>
        new() { Name = name, Number = number, Type = type, Label = FieldDescriptorProto.Types.Label.Optional };
}
