package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import io.minirpc.processor.schema.Schema;
import java.util.List;

/**
 * An enum's constants, in the order of their declaration.
 *
 * @param names their names in Java
 */
record EnumModel(ClassName type, List<String> names, List<Schema.Constant> constants) {
    /** Returns whether a constant has another number than its position, or another text than its name. */
    boolean isCustomised() {
        for (int i = 0; i < names.size(); i++) {
            Schema.Constant constant = constants.get(i);
            if (constant.number().value() != i || !constant.name().equals(names.get(i))) {
                return true;
            }
        }
        return false;
    }
}
