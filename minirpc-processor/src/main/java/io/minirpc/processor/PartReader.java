package io.minirpc.processor;

import io.minirpc.annotation.RpcIgnore;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads the parts of messages: those of records here, those of other classes through readers of their own. */
final class PartReader {
    private final JavaTypes java;
    private final Reporter reporter;

    PartReader(JavaTypes java, Reporter reporter) {
        this.java = java;
        this.reporter = reporter;
    }

    List<FieldReader.Part> read(DeclaredType type, Place from) {
        if (JavaTypes.element(type).getKind() == ElementKind.RECORD) {
            return readRecord(type, from);
        }
        List<FieldReader.Part> immutable = new ImmutableReader(java, reporter).read(type, from);
        return immutable != null ? immutable : new BeanReader(java, reporter).read(type, from);
    }

    private List<FieldReader.Part> readRecord(DeclaredType type, Place from) {
        List<FieldReader.Part> parts = new ArrayList<>();
        for (RecordComponentElement component : JavaTypes.element(type).getRecordComponents()) {
            String name = component.getSimpleName().toString();
            VariableElement field = field(JavaTypes.element(type), component);
            Place place = java.property(type, name, field, from);
            if (JavaTypes.has(field, RpcIgnore.class) || JavaTypes.has(component.getAccessor(), RpcIgnore.class)) {
                reporter.report(place, Problem.IGNORED_COMPONENT);
            }
            TypeMirror componentType = java.memberType(type, component.getAccessor());
            List<Element> marks = List.of(field, component);
            parts.add(new FieldReader.Part(name, componentType, place, marks, name, null));
        }
        return parts;
    }

    /** Returns the field behind a component, which has its annotations too and, unlike it, a place in the source. */
    private static VariableElement field(TypeElement record, RecordComponentElement component) {
        return ElementFilter.fieldsIn(record.getEnclosedElements()).stream()
                .filter(field -> field.getSimpleName().equals(component.getSimpleName()))
                .findFirst()
                .orElseThrow();
    }
}
