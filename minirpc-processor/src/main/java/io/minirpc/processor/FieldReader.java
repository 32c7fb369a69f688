package io.minirpc.processor;

import com.palantir.javapoet.TypeName;
import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcField.Encoding;
import io.minirpc.annotation.Sensitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
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

    /** Returns the fields in order; where something was wrong, it has been reported and fields are missing. */
    List<PropertyModel> read(List<Part> parts, Scope scope) {
        FieldNumbers numbers = new FieldNumbers(reporter);
        Map<String, Part> byName = new HashMap<>();
        List<PropertyModel> fields = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Element mark = mark(part);
            RpcField settings = mark == null ? null : mark.getAnnotation(RpcField.class);
            AnnotationMirror mirror = mark == null ? null : JavaTypes.annotation(mark, RpcField.class);
            boolean isHere = mark != null && mark.equals(part.place().element());
            Place place = isHere ? part.place().at(mirror) : part.place();
            int number = settings == null || settings.number() == 0 ? i + 1 : settings.number();
            String name = JsonNames.of(settings, part.name());
            Encoding encoding = settings == null ? Encoding.VARINT : settings.encoding();
            numbers.take(number, part.name(), place);
            checkName(name, part, place, byName);
            CodecModel codec = typeReader.read(part.type(), encoding, part.place(), scope);
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

    static @Nullable Element mark(Part part) {
        for (Element mark : part.marks()) {
            if (JavaTypes.has(mark, RpcField.class)) {
                return mark;
            }
        }
        return null;
    }

    private void checkName(String name, Part part, Place place, Map<String, Part> byName) {
        JsonNames.check(name, place, reporter);
        Part other = byName.putIfAbsent(name.toLowerCase(Locale.ROOT), part);
        if (other != null) {
            reporter.report(place, Problem.DUPLICATE_NAME, name, other.name());
        }
    }
}
