package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import io.minirpc.processor.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A remote interface.
 *
 * @param service its name on the wire
 * @param memberTypes the simple names of the types that implementations inherit, which hide imports
 * @param nested the codecs of messages that have none of their own
 * @param schema what travels
 * @param places where its parts are
 * @param layouts the hashes of the layouts of methods, by their names on the wire, but for those that have none
 * @param suppressions what {@code @SuppressWarnings} has to say
 */
record InterfaceModel(
        ClassName type,
        String service,
        Set<String> memberTypes,
        List<Method> methods,
        List<MessageModel> nested,
        Schema schema,
        Places places,
        Map<String, String> layouts,
        Set<String> suppressions) {
    /** The shapes of a method. */
    enum Shape {
        BLOCKING,
        ASYNC
    }

    /**
     * A remote method.
     *
     * @param constant the name of its descriptor
     */
    record Method(String constant, Signature signature, Wire wire, Options options) {
        String name() {
            return signature.name();
        }
    }

    /**
     * A method in Java.
     *
     * @param returns what the Java method returns
     * @param result the type of the reply, {@code Void} for none
     */
    record Signature(
            String name,
            Shape shape,
            List<Parameter> parameters,
            boolean isVarargs,
            TypeName returns,
            TypeName result,
            List<TypeName> thrown) {
        boolean isVoid() {
            return returns.equals(TypeName.VOID);
        }

        boolean isAsync() {
            return shape == Shape.ASYNC;
        }
    }

    /**
     * A method on the wire.
     *
     * @param declared the codecs of the declared exceptions, subclasses first
     */
    record Wire(Schema.Method schema, Arguments arguments, CodecModel reply, List<ClassName> declared) {
        String name() {
            return schema.name();
        }
    }

    /**
     * The settings of a method for clients, servers and filters.
     *
     * @param timeoutMillis how long a call may take; 0 where not said
     * @param hashKey the parameter that calls are spread by, or null
     */
    record Options(
            boolean isInline, int timeoutMillis, @Nullable Parameter hashKey, Policies policies) {}

    /**
     * A parameter and the component of the record of arguments it becomes.
     *
     * @param erasure the erasure of its type where the method is declared, which links to the method name
     */
    record Parameter(String name, TypeName type, TypeName erasure, String component) {}

    /**
     * The arguments of a method.
     *
     * @param type {@code Void} for none, the message that is the only parameter, or a generated record
     * @param codec of the message; null for the others
     * @param generated the generated record's codec; null for the others
     * @param schema what travels
     */
    record Arguments(
            TypeName type,
            @Nullable CodecModel codec,
            MessageModel.@Nullable Properties generated,
            Schema.Arguments schema) {}
}
