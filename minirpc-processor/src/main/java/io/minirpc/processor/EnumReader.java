package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import io.minirpc.annotation.RpcField;
import io.minirpc.processor.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Reads an enum's constants, their numbers and their JSON texts. */
final class EnumReader {
    private final JavaTypes java;
    private final Reporter reporter;

    EnumReader(JavaTypes java, Reporter reporter) {
        this.java = java;
        this.reporter = reporter;
    }

    /** Returns null where something was wrong with a constant. */
    @Nullable
    EnumModel read(TypeElement type, Place from) {
        List<Schema.Constant> constants = constants(type);
        boolean isGood = check(type, elements(type), constants, from);
        return isGood ? new EnumModel(ClassName.get(type), isCustomised(type), constants) : null;
    }

    /** Returns the constants as the schema has them, in the order of their declaration. */
    static List<Schema.Constant> constants(TypeElement type) {
        List<Schema.Constant> constants = new ArrayList<>();
        for (Element constant : elements(type)) {
            RpcField field = constant.getAnnotation(RpcField.class);
            boolean isForced = field != null && field.number() != 0;
            Schema.WireNumber number = new Schema.WireNumber(isForced ? field.number() : constants.size(), isForced);
            constants.add(new Schema.Constant(number, JsonNames.of(field, constant.getSimpleName())));
        }
        return constants;
    }

    private static List<Element> elements(TypeElement type) {
        List<Element> constants = new ArrayList<>();
        for (Element member : type.getEnclosedElements()) {
            if (member.getKind() == ElementKind.ENUM_CONSTANT) {
                constants.add(member);
            }
        }
        return constants;
    }

    private static boolean isCustomised(TypeElement type) {
        return elements(type).stream()
                .map(constant -> constant.getAnnotation(RpcField.class))
                .anyMatch(field ->
                        field != null && (field.number() != 0 || !field.name().isEmpty()));
    }

    private boolean check(TypeElement type, List<Element> constants, List<Schema.Constant> models, Place from) {
        boolean isGood = true;
        Map<Integer, Element> byNumber = new HashMap<>();
        Map<String, Element> byText = new HashMap<>();
        for (int i = 0; i < constants.size(); i++) {
            Element constant = constants.get(i);
            Place place = place(type, constant, from).at(JavaTypes.annotation(constant, RpcField.class));
            String text = models.get(i).name();
            int number = models.get(i).number().value();
            JsonNames.check(text, place, reporter);
            if (number < 0) {
                reporter.report(place, Problem.BAD_NUMBER, number, "0 or more");
                isGood = false;
            }
            Element sameNumber = byNumber.putIfAbsent(number, constant);
            if (sameNumber != null) {
                reporter.report(place, Problem.DUPLICATE_NUMBER, number, sameNumber.getSimpleName());
                isGood = false;
            }
            Element sameText = byText.putIfAbsent(text, constant);
            if (sameText != null) {
                reporter.report(place, Problem.DUPLICATE_TEXT, text, sameText.getSimpleName());
                isGood = false;
            }
        }
        return isGood;
    }

    private Place place(TypeElement type, Element constant, Place from) {
        String label = JavaTypes.shortName(type) + "." + constant.getSimpleName();
        return java.isSource(constant) ? Place.of(constant, label) : from.through(label);
    }
}
