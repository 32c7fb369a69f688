package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import io.minirpc.processor.schema.Schema;
import java.util.List;

/**
 * An enum's constants, in the order of their declaration.
 *
 * @param names their names in Java
 */
record EnumModel(ClassName type, boolean isCustomised, List<String> names, List<Schema.Constant> constants) {}
