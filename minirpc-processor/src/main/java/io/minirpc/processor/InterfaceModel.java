package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A remote interface.
 *
 * @param service its name on the wire
 * @param memberTypes the simple names of the types that implementations inherit, which hide imports
 * @param nested the codecs of messages that have none of their own
 * @param suppressions what {@code @SuppressWarnings} has to say
 */
record InterfaceModel(
        ClassName type,
        String service,
        Set<String> memberTypes,
        List<Method> methods,
        List<MessageModel> nested,
        Set<String> suppressions) {
    /** The shapes of a method. */
    enum Shape {
        BLOCKING,
        ASYNC
    }

    /**
     * A remote method.
     *
     * @param name its Java name
     * @param wireName its name on the wire
     * @param constant the name of its descriptor
     * @param timeoutMillis how long a call may take; 0 where not said
     * @param hashKey the parameter that calls are spread by, or null
     * @param policies what it says for filters
     * @param returns what the Java method returns
     * @param result the type of the reply, {@code Void} for none
     */
    record Method(
            String name,
            String wireName,
            String constant,
            Shape shape,
            boolean isInline,
            int timeoutMillis,
            @Nullable Parameter hashKey,
            Policies policies,
            boolean isVarargs,
            TypeName returns,
            TypeName result,
            List<Parameter> parameters,
            List<TypeName> thrown,
            Arguments arguments,
            CodecModel reply,
            List<ClassName> declared) {
        boolean isVoid() {
            return returns.equals(TypeName.VOID);
        }
    }

    /**
     * A parameter and the component of the record of arguments it becomes.
     *
     * @param erasure the erasure of its type where the method is declared, which links to the method name
     */
    record Parameter(String name, TypeName type, TypeName erasure, String component) {}

    /**
     * What a method's arguments are on the wire.
     *
     * @param type {@code Void} for none, the message that is the only parameter, or a generated record
     * @param codec of the message; null for the others
     * @param generated the generated record's codec; null for the others
     */
    record Arguments(TypeName type, @Nullable CodecModel codec, MessageModel.@Nullable Properties generated) {}
}
