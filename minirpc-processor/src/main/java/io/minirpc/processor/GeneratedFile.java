package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;
import java.util.Set;

/** A file to be written. */
record GeneratedFile(ClassName name, TypeSpec.Builder type, Set<String> suppressions) {}
