package io.minirpc.tests.messages;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.TimestampProto;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads as much of protobuf's language as the tests need, one declaration a line, so that no protoc has to be there.
 */
final class ProtoFile {
    private static final Pattern FIELD = Pattern.compile("(repeated )?([\\w.]+) (\\w+) = (\\d+);");
    private static final Pattern MAP = Pattern.compile("map<(\\w+), ([\\w.]+)> (\\w+) = (\\d+);");
    private static final Pattern VALUE = Pattern.compile("(\\w+) = (\\d+);");

    private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
            .setName("test.proto")
            .setSyntax("proto3")
            .addDependency("google/protobuf/timestamp.proto")
            .addDependency("google/protobuf/duration.proto");
    private final Set<String> enums = new TreeSet<>();
    private DescriptorProto.Builder message;
    private EnumDescriptorProto.Builder enumeration;
    private boolean inChoice;

    static FileDescriptor parse(String text) {
        ProtoFile parser = new ProtoFile();
        text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("enum "))
                .forEach(line -> parser.enums.add(line.split(" ")[1]));
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(parser::line);
        try {
            return FileDescriptor.buildFrom(
                    parser.file.build(),
                    new FileDescriptor[] {TimestampProto.getDescriptor(), DurationProto.getDescriptor()});
        } catch (DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }

    private void line(String line) {
        Matcher map = MAP.matcher(line);
        Matcher field = FIELD.matcher(line);
        Matcher value = VALUE.matcher(line);
        if (line.startsWith("message ")) {
            message = file.addMessageTypeBuilder().setName(line.split(" ")[1]);
        } else if (line.startsWith("enum ")) {
            enumeration = file.addEnumTypeBuilder().setName(line.split(" ")[1]);
        } else if (line.startsWith("oneof ")) {
            message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(line.split(" ")[1]));
            inChoice = true;
        } else if (line.equals("}")) {
            end();
        } else if (enumeration != null && value.matches()) {
            enumeration.addValue(EnumValueDescriptorProto.newBuilder()
                    .setName(value.group(1))
                    .setNumber(Integer.parseInt(value.group(2))));
        } else if (map.matches()) {
            map(map);
        } else if (field.matches()) {
            FieldDescriptorProto.Builder built = field(field.group(2), field.group(3), field.group(4));
            built.setLabel(field.group(1) == null ? Label.LABEL_OPTIONAL : Label.LABEL_REPEATED);
            message.addField(inChoice ? built.setOneofIndex(0) : built);
        } else {
            throw new AssertionError(line);
        }
    }

    private void end() {
        if (inChoice) {
            inChoice = false;
        } else {
            message = null;
            enumeration = null;
        }
    }

    private void map(Matcher map) {
        String name = map.group(3);
        String entry = Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Entry";
        message.addNestedType(DescriptorProto.newBuilder()
                .setName(entry)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(field(map.group(1), "key", "1").setLabel(Label.LABEL_OPTIONAL))
                .addField(field(map.group(2), "value", "2").setLabel(Label.LABEL_OPTIONAL)));
        message.addField(
                field(message.getName() + "." + entry, name, map.group(4)).setLabel(Label.LABEL_REPEATED));
    }

    private FieldDescriptorProto.Builder field(String type, String name, String number) {
        FieldDescriptorProto.Builder field =
                FieldDescriptorProto.newBuilder().setName(name).setNumber(Integer.parseInt(number));
        for (Type scalar : Type.values()) {
            if (scalar.name().equals("TYPE_" + type.toUpperCase(Locale.ROOT))) {
                return field.setType(scalar);
            }
        }
        return field.setType(enums.contains(type) ? Type.TYPE_ENUM : Type.TYPE_MESSAGE)
                .setTypeName("." + type);
    }
}
