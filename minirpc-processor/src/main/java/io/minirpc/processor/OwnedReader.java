package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import io.minirpc.processor.schema.Schema;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import org.jspecify.annotations.Nullable;

/** Reads a type with {@code @RpcMessage}. */
final class OwnedReader {
    private final Reading reading;
    private final JavaTypes java;
    private final Reporter reporter;

    OwnedReader(Reading reading) {
        this.reading = reading;
        this.java = reading.java();
        this.reporter = reading.reporter();
    }

    /** Returns null where the type can't be a message, which has been reported then. */
    @Nullable
    OwnedModel read(TypeElement element) {
        Place place = Place.of(element, JavaTypes.shortName(element));
        ClassName codec = Names.beside(element, "Codec");
        Suppressions suppressions = new Suppressions();
        suppressions.use(element);
        if (JavaTypes.isPrivate(element)) {
            reporter.report(place, Problem.PRIVATE_TYPE);
            return null;
        }
        if (element.getKind() == ElementKind.ENUM) {
            EnumModel values = new EnumReader(reading).read(element, place);
            return values == null
                    ? null
                    : model(element, new MessageModel.Constants(codec, values), List.of(), suppressions);
        }
        if (java.isSubtype(element.asType(), "java.lang.Throwable")) {
            reporter.report(
                    place, Problem.NOT_A_MESSAGE, "an exception, which only the throws clause of a method carries");
            return null;
        }
        if (new UnsupportedTypes(java, reporter).isNoMessage(element, place)) {
            return null;
        }
        CodecHome home = new CodecHome(java, codec);
        TypeReader typeReader = new TypeReader(reading, home);
        MessageReader reader = new MessageReader(reading, home, typeReader, suppressions);
        boolean isGeneric = !element.getTypeParameters().isEmpty();
        Scope scope = Scope.ofMessage(element, List.of((DeclaredType) element.asType()), isGeneric);
        MessageModel message = reader.read((DeclaredType) element.asType(), codec, place, scope);
        return model(element, message, reader.readNested(), suppressions);
    }

    private OwnedModel model(
            TypeElement element, MessageModel message, List<MessageModel> nested, Suppressions suppressions) {
        SchemaReader reader = new SchemaReader(reading, element);
        Schema schema = reader.ofMessage();
        return new OwnedModel(message, nested, schema, reader.places(), suppressions.warnings());
    }
}
