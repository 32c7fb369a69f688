package io.minirpc.processor.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the document of a schema: JSON, the same text for the same schema. */
public final class SchemaText {
    /** The version of the format, a member of each document. */
    static final int VERSION = 1;

    private SchemaText() {}

    /** Returns the document, which ends with a line feed. */
    public static String of(Schema schema) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("minirpc", VERSION);
        document.put("type", schema.type());
        Schema.Service service = schema.service();
        if (service != null) {
            document.put("service", service(service));
        }
        document.put(
                "types",
                schema.declarations().stream().map(SchemaText::declaration).toList());
        return JsonText.of(document);
    }

    private static Map<String, Object> service(Schema.Service service) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", service.name());
        flag(members, "draft", service.isDraft());
        members.put(
                "methods", service.methods().stream().map(SchemaText::method).toList());
        return members;
    }

    private static Map<String, Object> method(Schema.Method method) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", method.name());
        if (method.arguments() instanceof Schema.BareArgument bare) {
            members.put("argument", value(bare.message(), true, bare.isSensitive()));
        } else if (method.arguments() instanceof Schema.Parameters parameters) {
            members.put("parameters", fields(parameters.fields()));
        }
        Schema.Reply reply = method.reply();
        members.put("reply", value(reply.kind(), reply.isBare(), reply.isSensitive()));
        if (!method.throwing().isEmpty()) {
            members.put("throws", method.throwing().stream().map(Kind::text).toList());
        }
        flag(members, "idempotent", method.isIdempotent());
        return members;
    }

    private static Map<String, Object> value(Kind kind, boolean isBare, boolean isSensitive) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", kind.text());
        flag(members, "bare", isBare);
        flag(members, "sensitive", isSensitive);
        return members;
    }

    private static Map<String, Object> declaration(Schema.Declaration declaration) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", declaration.type().text());
        flag(members, "owned", declaration.home() == Schema.Home.OWNED);
        flag(members, "imported", declaration.home() == Schema.Home.IMPORTED);
        if (declaration instanceof Schema.Message message) {
            members.put("fields", fields(message.fields()));
        } else if (declaration instanceof Schema.OneOf oneOf) {
            members.put("leaves", oneOf.leaves().stream().map(SchemaText::leaf).toList());
        } else if (declaration instanceof Schema.Enumeration enumeration) {
            members.put(
                    "constants",
                    enumeration.constants().stream().map(SchemaText::constant).toList());
        } else if (declaration instanceof Schema.Failure failure) {
            members.put("exception", failure.name());
            members.put("extends", failure.superclasses());
            members.put("fields", fields(failure.fields()));
        }
        return members;
    }

    private static List<Map<String, Object>> fields(List<Schema.Field> fields) {
        return fields.stream().map(SchemaText::field).toList();
    }

    private static Map<String, Object> field(Schema.Field field) {
        Map<String, Object> members = numbered(field.number(), field.name());
        members.put("type", field.kind().text());
        flag(members, "sensitive", field.isSensitive());
        return members;
    }

    private static Map<String, Object> leaf(Schema.Leaf leaf) {
        Map<String, Object> members = numbered(leaf.number(), leaf.name());
        members.put("type", leaf.type().text());
        return members;
    }

    private static Map<String, Object> constant(Schema.Constant constant) {
        return numbered(constant.number(), constant.name());
    }

    private static Map<String, Object> numbered(Schema.WireNumber number, String name) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("number", number.value());
        flag(members, "forced", number.isForced());
        flag(members, "locked", number.isLocked());
        members.put("name", name);
        return members;
    }

    /** Puts a flag that is set; one that is not set is left out. */
    private static void flag(Map<String, Object> members, String name, boolean isSet) {
        if (isSet) {
            members.put(name, true);
        }
    }
}
