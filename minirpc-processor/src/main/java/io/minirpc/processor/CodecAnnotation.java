package io.minirpc.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeSpec;
import io.minirpc.annotation.WireNumbers;
import io.minirpc.processor.lock.NumberedName;
import java.util.List;
import java.util.function.Predicate;

/** Writes {@link WireNumbers} on codecs whose numbers come from the lock. */
final class CodecAnnotation {
    private CodecAnnotation() {}

    static void add(TypeSpec.Builder codec, MessageModel model) {
        ClassName type = type(model);
        List<NumberedName> members = members(model);
        if (members.stream().noneMatch(member -> member.number().isLocked())) {
            return;
        }
        AnnotationSpec.Builder annotation = AnnotationSpec.builder(WireNumbers.class)
                .addMember("type", "$S", type.canonicalName())
                .addMember("value", lines(members, member -> member.number().isFixed()));
        if (!members.stream().allMatch(member -> member.number().isFixed())) {
            annotation.addMember(
                    "added", lines(members, member -> !member.number().isFixed()));
        }
        codec.addAnnotation(annotation.build());
    }

    private static CodeBlock lines(List<NumberedName> members, Predicate<NumberedName> filter) {
        return members.stream()
                .filter(filter)
                .map(member -> CodeBlock.of("$S", member.number().value() + " " + member.name()))
                .collect(CodeBlock.joining(", ", "{", "}"));
    }

    private static ClassName type(MessageModel model) {
        if (model instanceof MessageModel.Properties properties) {
            return properties.element();
        }
        return model instanceof MessageModel.Alternatives alternatives
                ? alternatives.element()
                : ((MessageModel.Constants) model).values().type();
    }

    private static List<NumberedName> members(MessageModel model) {
        if (model instanceof MessageModel.Properties properties) {
            return properties.properties().stream()
                    .map(property -> new NumberedName(property.jsonName(), property.wireNumber()))
                    .toList();
        }
        if (model instanceof MessageModel.Alternatives alternatives) {
            return alternatives.leaves().stream()
                    .map(leaf -> new NumberedName(leaf.jsonName(), leaf.wireNumber()))
                    .toList();
        }
        return ((MessageModel.Constants) model)
                .values().constants().stream()
                        .map(constant -> new NumberedName(constant.name(), constant.number()))
                        .toList();
    }
}
