package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names that stand before a dot in a generated codec: classes with constants or static methods, and the packages
 * that these may have to be written with. Java takes such a name for a variable where there is one, so that no variable
 * may be called the same.
 */
final class Qualifiers {
    private static final List<ClassName> ALWAYS =
            List.of(RuntimeNames.CODECS, RuntimeNames.JSON_READER, ClassName.get(Optional.class));

    private final ClassName codec;
    private final Set<String> names = new LinkedHashSet<>();

    private Qualifiers(ClassName codec) {
        this.codec = codec;
    }

    /** Returns the names in the codec of a message, whose parts have these codecs. */
    static Set<String> in(ClassName codec, Collection<CodecModel> parts) {
        Qualifiers qualifiers = new Qualifiers(codec);
        ALWAYS.forEach(qualifiers::add);
        parts.forEach(qualifiers::add);
        return qualifiers.names;
    }

    private void add(CodecModel part) {
        if (part instanceof CodecModel.Composite composite) {
            composite.parts().forEach(this::add);
        } else if (part instanceof CodecModel.PrimitiveOptional optional && optional.type() instanceof ClassName type) {
            add(type);
        } else if (part instanceof CodecModel.Reference reference) {
            add(reference.codec());
            reference.arguments().forEach(this::add);
        }
    }

    private void add(ClassName type) {
        names.addAll(type.simpleNames());
        if (!type.packageName().equals(codec.packageName())) {
            names.add(type.packageName().replaceFirst("\\..*", ""));
        }
    }
}
