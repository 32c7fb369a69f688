package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import java.util.List;

/** An enum's numbers and JSON texts, in the order of its constants. */
record EnumModel(ClassName type, boolean isCustomised, List<Integer> numbers, List<String> texts) {}
