package io.minirpc.processor;

import com.palantir.javapoet.TypeName;
import io.minirpc.processor.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One part of a message.
 *
 * @param name its Java name
 * @param jsonName its name in JSON
 * @param wireNumber its number in the native format
 * @param getter the method that reads it
 * @param setter the method that sets it; null where the constructor does
 */
record PropertyModel(
        String name,
        String jsonName,
        Schema.WireNumber wireNumber,
        TypeName type,
        CodecModel codec,
        String getter,
        @Nullable String setter) {
    int number() {
        return wireNumber.value();
    }

    boolean isSensitive() {
        return codec instanceof CodecModel.Composite composite && composite.isSensitive();
    }
}
