package io.minirpc.processor.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the document that {@link SchemaText} writes. */
public final class SchemaParser {
    private SchemaParser() {}

    /**
     * Returns the schema.
     *
     * @param file the document's name, for errors
     * @param text its content
     * @throws SchemaSyntaxException if the text is no document of a schema, or one of a later version
     */
    public static Schema parse(String file, String text) {
        return JsonObject.read(JsonParser.parse(file, text), "", SchemaParser::schema);
    }

    private static Schema schema(JsonObject document) {
        int version = document.number("minirpc");
        if (version != SchemaText.VERSION) {
            throw document.failure(
                    "minirpc",
                    version + " (expected: " + SchemaText.VERSION
                            + "); use the version of minirpc-processor that wrote the file, or a later one");
        }
        String type = document.string("type");
        Schema.@Nullable Service service =
                document.has("service") ? document.object("service", SchemaParser::service) : null;
        return new Schema(type, service, document.objects("types", SchemaParser::declaration));
    }

    private static Schema.Service service(JsonObject service) {
        return new Schema.Service(
                service.string("name"), service.flag("draft"), service.objects("methods", SchemaParser::method));
    }

    private static Schema.Method method(JsonObject method) {
        return new Schema.Method(
                method.string("name"),
                method.has("argument")
                        ? method.object("argument", SchemaParser::bareArgument)
                        : new Schema.Parameters(method.objects("parameters", SchemaParser::field)),
                method.object("reply", SchemaParser::reply),
                method.has("throws") ? method.allNamed("throws") : List.of(),
                method.flag("idempotent"));
    }

    private static Schema.BareArgument bareArgument(JsonObject argument) {
        if (!argument.flag("bare")) {
            throw argument.failure("bare", "is missing");
        }
        return new Schema.BareArgument(argument.named("type"), argument.flag("sensitive"));
    }

    private static Schema.Reply reply(JsonObject reply) {
        return new Schema.Reply(reply.kind("type"), reply.flag("bare"), reply.flag("sensitive"));
    }

    private static Schema.Declaration declaration(JsonObject declaration) {
        Kind.Named type = declaration.named("type");
        Schema.Home home = home(declaration);
        if (declaration.has("leaves")) {
            return new Schema.OneOf(type, home, declaration.objects("leaves", SchemaParser::leaf));
        }
        if (declaration.has("constants")) {
            return new Schema.Enumeration(type, home, declaration.objects("constants", SchemaParser::constant));
        }
        List<Schema.Field> fields = declaration.objects("fields", SchemaParser::field);
        if (!declaration.has("exception")) {
            return new Schema.Message(type, home, fields);
        }
        if (home != Schema.Home.NESTED) {
            throw declaration.failure("exception", "an exception is neither owned nor imported");
        }
        return new Schema.Failure(type, declaration.string("exception"), declaration.strings("extends"), fields);
    }

    private static Schema.Home home(JsonObject declaration) {
        boolean isOwned = declaration.flag("owned");
        boolean isImported = declaration.flag("imported");
        if (isOwned && isImported) {
            throw declaration.failure("imported", "true (expected: either owned or imported)");
        }
        return isOwned ? Schema.Home.OWNED : isImported ? Schema.Home.IMPORTED : Schema.Home.NESTED;
    }

    private static Schema.Field field(JsonObject field) {
        return new Schema.Field(number(field), field.string("name"), field.kind("type"), field.flag("sensitive"));
    }

    private static Schema.Leaf leaf(JsonObject leaf) {
        return new Schema.Leaf(number(leaf), leaf.string("name"), leaf.named("type"));
    }

    private static Schema.Constant constant(JsonObject constant) {
        return new Schema.Constant(number(constant), constant.string("name"));
    }

    private static Schema.WireNumber number(JsonObject numbered) {
        return new Schema.WireNumber(numbered.number("number"), source(numbered));
    }

    private static Schema.NumberSource source(JsonObject numbered) {
        boolean isForced = numbered.flag("forced");
        boolean isLocked = numbered.flag("locked");
        if (isForced && isLocked) {
            throw numbered.failure("locked", "true (expected: either forced or locked)");
        }
        return isForced
                ? Schema.NumberSource.ANNOTATION
                : isLocked ? Schema.NumberSource.LOCK : Schema.NumberSource.POSITION;
    }
}
