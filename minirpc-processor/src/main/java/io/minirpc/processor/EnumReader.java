package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import io.minirpc.annotation.RpcField;
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
        List<Element> constants = new ArrayList<>();
        for (Element member : type.getEnclosedElements()) {
            if (member.getKind() == ElementKind.ENUM_CONSTANT) {
                constants.add(member);
            }
        }
        List<Integer> numbers = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        boolean isCustomised = false;
        for (Element constant : constants) {
            RpcField field = constant.getAnnotation(RpcField.class);
            boolean hasNumber = field != null && field.number() != 0;
            boolean hasText = field != null && !field.name().isEmpty();
            numbers.add(hasNumber ? field.number() : numbers.size());
            texts.add(JsonNames.of(field, constant.getSimpleName()));
            isCustomised |= hasNumber || hasText;
        }
        boolean isGood = check(type, constants, numbers, texts, from);
        return isGood ? new EnumModel(ClassName.get(type), isCustomised, numbers, texts) : null;
    }

    private boolean check(
            TypeElement type, List<Element> constants, List<Integer> numbers, List<String> texts, Place from) {
        boolean isGood = true;
        Map<Integer, Element> byNumber = new HashMap<>();
        Map<String, Element> byText = new HashMap<>();
        for (int i = 0; i < constants.size(); i++) {
            Element constant = constants.get(i);
            Place place = place(type, constant, from).at(JavaTypes.annotation(constant, RpcField.class));
            JsonNames.check(texts.get(i), place, reporter);
            if (numbers.get(i) < 0) {
                reporter.report(place, Problem.BAD_NUMBER, numbers.get(i), "0 or more");
                isGood = false;
            }
            Element sameNumber = byNumber.putIfAbsent(numbers.get(i), constant);
            if (sameNumber != null) {
                reporter.report(place, Problem.DUPLICATE_NUMBER, numbers.get(i), sameNumber.getSimpleName());
                isGood = false;
            }
            Element sameText = byText.putIfAbsent(texts.get(i), constant);
            if (sameText != null) {
                reporter.report(place, Problem.DUPLICATE_TEXT, texts.get(i), sameText.getSimpleName());
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
