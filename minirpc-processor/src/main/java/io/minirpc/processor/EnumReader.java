package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import io.minirpc.annotation.RpcField;
import io.minirpc.processor.lock.BlockKind;
import io.minirpc.processor.lock.NumberedName;
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
    private final Numbers numbers;

    EnumReader(Reading reading) {
        this.java = reading.java();
        this.reporter = reading.reporter();
        this.numbers = reading.lock()::numbers;
    }

    /** Returns null where something was wrong with a constant. */
    @Nullable
    EnumModel read(TypeElement type, Place from) {
        List<Schema.Constant> constants = constants(type, numbers);
        boolean isGood = check(type, elements(type), constants, from);
        return isGood ? new EnumModel(ClassName.get(type), names(type), constants) : null;
    }

    /** Returns the constants as the schema has them, in the order of their declaration. */
    static List<Schema.Constant> constants(TypeElement type, Numbers numbers) {
        List<NumberedName> names = new ArrayList<>();
        for (Element constant : elements(type)) {
            RpcField field = constant.getAnnotation(RpcField.class);
            names.add(new NumberedName(text(constant), FieldNumbers.declared(field, names.size())));
        }
        List<Schema.WireNumber> numbered = numbers.numbers(BlockKind.ENUM, JavaTypes.name(type), names);
        List<Schema.Constant> constants = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            constants.add(new Schema.Constant(numbered.get(i), names.get(i).name()));
        }
        return constants;
    }

    private static List<String> names(TypeElement type) {
        return elements(type).stream()
                .map(constant -> constant.getSimpleName().toString())
                .toList();
    }

    /** Returns the text of a constant in JSON. */
    static String text(Element constant) {
        return JsonNames.of(constant.getAnnotation(RpcField.class), constant.getSimpleName());
    }

    static List<Element> elements(TypeElement type) {
        List<Element> constants = new ArrayList<>();
        for (Element member : type.getEnclosedElements()) {
            if (member.getKind() == ElementKind.ENUM_CONSTANT) {
                constants.add(member);
            }
        }
        return constants;
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
