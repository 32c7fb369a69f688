package io.minirpc.processor;

import com.palantir.javapoet.TypeVariableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;

/**
 * What a type is used in: the message whose properties are being read, or a method.
 *
 * @param owner the message; null for a method
 * @param chain the messages without codecs of their own that led here, the owner the last
 * @param variables the owner's type variables, where its codec is generic
 */
record Scope(@Nullable TypeElement owner, List<DeclaredType> chain, List<MessageModel.Variable> variables) {
    static Scope ofMethod() {
        return new Scope(null, List.of(), List.of());
    }

    /** Returns the scope of a message; its codec is generic if {@code isGeneric}. */
    static Scope ofMessage(TypeElement owner, List<DeclaredType> chain, boolean isGeneric) {
        List<MessageModel.Variable> variables = new ArrayList<>();
        if (isGeneric) {
            for (int i = 0; i < owner.getTypeParameters().size(); i++) {
                TypeParameterElement parameter = owner.getTypeParameters().get(i);
                String field = Names.lowerFirst(parameter.getSimpleName().toString()) + "Codec";
                boolean isKey = MapKeys.usesAsKey(owner, i);
                variables.add(new MessageModel.Variable(TypeVariableName.get(parameter), field, isKey));
            }
        }
        return new Scope(owner, chain, List.copyOf(variables));
    }

    @Nullable
    CodecModel variable(TypeVariable type) {
        String name = type.asElement().getSimpleName().toString();
        for (MessageModel.Variable variable : variables) {
            if (variable.name().name().equals(name)) {
                return new CodecModel.Variable(variable.name(), variable.field(), variable.isScalar());
            }
        }
        return null;
    }

    List<DeclaredType> chainWith(DeclaredType type) {
        return Stream.concat(chain.stream(), Stream.of(type)).toList();
    }
}
