package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import io.minirpc.processor.schema.Schema;
import java.util.List;

/** An enum's constants, in the order of their declaration. */
record EnumModel(ClassName type, boolean isCustomised, List<Schema.Constant> constants) {}
