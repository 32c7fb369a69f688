package io.minirpc.codec;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.TimestampProto;
import java.util.LinkedHashMap;
import java.util.Map;

/** A .proto file, put together in code; what protobuf-java makes of it is what the codecs are measured against. */
final class Schema {
    private final Map<String, DescriptorProto.Builder> messages = new LinkedHashMap<>();
    private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
            .setName("test.proto")
            .setSyntax("proto3")
            .addDependency("google/protobuf/timestamp.proto")
            .addDependency("google/protobuf/duration.proto");

    Schema scalar(String message, int number, String name, Type type) {
        message(message).addField(field(number, name, type, Label.LABEL_OPTIONAL));
        return this;
    }

    Schema repeated(String message, int number, String name, Type type, boolean packed) {
        FieldDescriptorProto.Builder field = field(number, name, type, Label.LABEL_REPEATED);
        if (type != Type.TYPE_STRING && type != Type.TYPE_BYTES) {
            field.setOptions(FieldOptions.newBuilder().setPacked(packed));
        }
        message(message).addField(field);
        return this;
    }

    /** Adds a field of a message or enum type of this file, or of protobuf's own, which begin with a dot. */
    Schema reference(String message, int number, String name, String type, Label label) {
        message(message)
                .addField(field(number, name, kind(type), label).setTypeName(type.startsWith(".") ? type : "." + type));
        return this;
    }

    Schema reference(String message, int number, String name, String type) {
        return reference(message, number, name, type, Label.LABEL_OPTIONAL);
    }

    /** Adds a field that is one of which at most one is set. */
    Schema choice(String message, int number, String name, String type) {
        DescriptorProto.Builder target = message(message);
        if (target.getOneofDeclCount() == 0) {
            target.addOneofDecl(OneofDescriptorProto.newBuilder().setName("kind"));
        }
        target.addField(field(number, name, Type.TYPE_MESSAGE, Label.LABEL_OPTIONAL)
                .setTypeName("." + type)
                .setOneofIndex(0));
        return this;
    }

    Schema map(String message, int number, String name, Type key, Type value, String valueType) {
        String entry = Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Entry";
        FieldDescriptorProto.Builder valueField = field(2, "value", value, Label.LABEL_OPTIONAL);
        if (valueType != null) {
            valueField.setTypeName("." + valueType);
        }
        message(message)
                .addNestedType(DescriptorProto.newBuilder()
                        .setName(entry)
                        .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                        .addField(field(1, "key", key, Label.LABEL_OPTIONAL))
                        .addField(valueField))
                .addField(field(number, name, Type.TYPE_MESSAGE, Label.LABEL_REPEATED)
                        .setTypeName("." + message + "." + entry));
        return this;
    }

    /** Adds the enum of {@link Color}; its constants' names begin as protobuf's style has it. */
    Schema color() {
        file.addEnumType(EnumDescriptorProto.newBuilder()
                .setName("Color")
                .addValue(EnumValueDescriptorProto.newBuilder().setName("RED").setNumber(0))
                .addValue(EnumValueDescriptorProto.newBuilder().setName("GREEN").setNumber(5))
                .addValue(EnumValueDescriptorProto.newBuilder().setName("BLUE").setNumber(1)));
        return this;
    }

    /** Returns the file's message types by name. */
    Descriptor build(String message) {
        FileDescriptorProto.Builder built = file.clone();
        messages.values().forEach(built::addMessageType);
        try {
            return FileDescriptor.buildFrom(
                            built.build(),
                            new FileDescriptor[] {TimestampProto.getDescriptor(), DurationProto.getDescriptor()})
                    .findMessageTypeByName(message);
        } catch (DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }

    private static Type kind(String type) {
        return type.equals("Color") ? Type.TYPE_ENUM : Type.TYPE_MESSAGE;
    }

    private DescriptorProto.Builder message(String name) {
        return messages.computeIfAbsent(name, it -> DescriptorProto.newBuilder().setName(it));
    }

    private static FieldDescriptorProto.Builder field(int number, String name, Type type, Label label) {
        return FieldDescriptorProto.newBuilder()
                .setNumber(number)
                .setName(name)
                .setType(type)
                .setLabel(label);
    }
}
