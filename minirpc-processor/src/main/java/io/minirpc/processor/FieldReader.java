package io.minirpc.processor;

import com.palantir.javapoet.TypeName;
import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcField.Encoding;
import io.minirpc.annotation.Sensitive;
import io.minirpc.processor.lock.NumberedName;
import io.minirpc.processor.schema.Kind;
import io.minirpc.processor.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Turns the parts of a message or of a method's arguments into fields: their codecs, numbers and JSON names. */
final class FieldReader {
    /**
     * A part that is to become a field.
     *
     * @param marks the elements that may carry its {@code @RpcField}
     */
    record Part(
            String name,
            TypeMirror type,
            Place place,
            List<? extends Element> marks,
            String getter,
            @Nullable String setter) {
        /** Tells whether a mark says so; whoever writes it in an unusual place must not find it ignored. */
        boolean isSensitive() {
            return marks.stream().flatMap(Part::carriers).anyMatch(carrier -> JavaTypes.has(carrier, Sensitive.class));
        }

        /** Returns the element that carries {@code @RpcField}, or null if there is none. */
        @Nullable
        Element mark() {
            for (Element mark : marks) {
                if (JavaTypes.has(mark, RpcField.class)) {
                    return mark;
                }
            }
            return null;
        }

        /** Returns the number: that which it sets, or else its position. */
        Schema.WireNumber number(int position) {
            Element mark = mark();
            return FieldNumbers.declared(mark == null ? null : mark.getAnnotation(RpcField.class), position);
        }

        String jsonName() {
            Element mark = mark();
            return JsonNames.of(mark == null ? null : mark.getAnnotation(RpcField.class), name);
        }

        Encoding encoding() {
            Element mark = mark();
            return mark == null
                    ? Encoding.VARINT
                    : mark.getAnnotation(RpcField.class).encoding();
        }

        private static Stream<Element> carriers(Element mark) {
            if (mark instanceof RecordComponentElement component) {
                return Stream.of(component, component.getAccessor());
            }
            return mark instanceof ExecutableElement member
                    ? Stream.concat(Stream.of(member), member.getParameters().stream())
                    : Stream.of(mark);
        }

        /** Notes what generated code calls. */
        void use(Suppressions suppressions) {
            suppressions.use(type);
            for (Element mark : marks) {
                if (mark instanceof RecordComponentElement component) {
                    suppressions.use(component.getAccessor());
                } else if (mark instanceof ExecutableElement) {
                    suppressions.use(mark);
                }
            }
        }
    }

    private final Reporter reporter;
    private final TypeReader typeReader;

    FieldReader(Reporter reporter, TypeReader typeReader) {
        this.reporter = reporter;
        this.typeReader = typeReader;
    }

    /** Returns the names of parts, with the numbers that they set, or else their positions. */
    static List<NumberedName> names(List<Part> parts) {
        List<NumberedName> names = new ArrayList<>();
        for (Part part : parts) {
            names.add(new NumberedName(part.jsonName(), part.number(names.size() + 1)));
        }
        return names;
    }

    /**
     * Returns the fields in order; where something was wrong, it has been reported and fields are missing.
     *
     * @param numbers those of the parts
     */
    List<PropertyModel> read(List<Part> parts, List<Schema.WireNumber> numbers, Scope scope) {
        FieldNumbers taken = new FieldNumbers(reporter);
        Map<String, Part> byName = new HashMap<>();
        List<PropertyModel> fields = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Element mark = part.mark();
            Place place = mark != null && mark.equals(part.place().element())
                    ? part.place().at(JavaTypes.annotation(mark, RpcField.class))
                    : part.place();
            Schema.WireNumber number = numbers.get(i);
            String name = part.jsonName();
            taken.take(number.value(), part.name(), place);
            checkName(name, part, place, byName);
            CodecModel codec = typeReader.read(part.type(), part.encoding(), part.place(), scope);
            if (codec != null) {
                fields.add(new PropertyModel(
                        part.name(),
                        name,
                        number,
                        TypeName.get(part.type()),
                        part.isSensitive() ? codec.asSensitive() : codec,
                        part.getter(),
                        part.setter()));
            }
        }
        return fields;
    }

    /** Returns the fields as the schema has them. */
    static List<Schema.Field> schema(List<Part> parts, List<Schema.WireNumber> numbers, KindReader kinds) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Part part : parts) {
            Schema.WireNumber number = numbers.get(fields.size());
            Kind kind = kinds.read(part.type(), part.encoding());
            fields.add(new Schema.Field(number, part.jsonName(), kind, part.isSensitive()));
        }
        return fields;
    }

    private void checkName(String name, Part part, Place place, Map<String, Part> byName) {
        JsonNames.check(name, place, reporter);
        Part other = byName.putIfAbsent(name.toLowerCase(Locale.ROOT), part);
        if (other != null) {
            reporter.report(place, Problem.DUPLICATE_NAME, name, other.name());
        }
    }
}
