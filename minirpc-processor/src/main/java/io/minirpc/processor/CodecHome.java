package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.type.DeclaredType;
import org.jspecify.annotations.Nullable;

/**
 * The generated file that the codecs of types without one of their own are nested in, one codec per type: gives them
 * names and remembers which are still to be read.
 */
final class CodecHome {
    /**
     * A type whose codec is nested here.
     *
     * @param chain the types it is nested through, itself the last
     */
    record Nested(DeclaredType type, ClassName codec, Place place, List<DeclaredType> chain) {}

    /** The limit of common file systems, in bytes. */
    private static final int MAX_FILE_NAME = 255;

    private final JavaTypes java;
    private final ClassName file;
    private final Map<TypeName, ClassName> codecs = new HashMap<>();
    /** Beside the names given: what generated codecs extend, which a nested class should not hide. */
    private final Set<String> taken = new HashSet<>(Set.of("codec", "scalarcodec", "messagecodec", "exceptioncodec"));

    private final Deque<Nested> unread = new ArrayDeque<>();

    CodecHome(JavaTypes java, ClassName file) {
        this.java = java;
        this.file = file;
        taken.add(file.simpleName().toLowerCase(Locale.ROOT));
    }

    String packageName() {
        return file.packageName();
    }

    /**
     * Returns the class of a nested type, its name made unique and short enough for a file name; case does not count,
     * as it does not in some file systems.
     */
    ClassName nestedClass(String name) {
        String unique = Stream.iterate(1, i -> i + 1)
                .map(i -> fitting(name, i == 1 ? "" : String.valueOf(i)))
                .filter(candidate -> !java.hides(candidate, file.packageName()))
                .filter(candidate -> taken.add(candidate.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow();
        return file.nestedClass(unique);
    }

    /** Returns a name and its number, the name cut until the class file can be named after both. */
    private String fitting(String name, String number) {
        String fitting = name;
        while (fitting.length() > 1 && !fits(fitting + number)) {
            fitting = fitting.substring(0, fitting.offsetByCodePoints(fitting.length(), -1));
        }
        return fitting + number;
    }

    private boolean fits(String nested) {
        String fileName = file.simpleName() + "$" + nested + ".class";
        return fileName.getBytes(StandardCharsets.UTF_8).length <= MAX_FILE_NAME;
    }

    /** Returns the codec's class, the type to be read later when it is new here. */
    ClassName codecOf(DeclaredType type, Place place, List<DeclaredType> chain) {
        TypeName key = TypeName.get(type);
        ClassName known = codecs.get(key);
        if (known != null) {
            return known;
        }
        ClassName codec = nestedClass(name(type));
        codecs.put(key, codec);
        unread.add(new Nested(type, codec, place, chain));
        return codec;
    }

    /** Returns a name that tells the type's arguments, unless it would be too long. */
    private String name(DeclaredType type) {
        String simple = type.asElement().getSimpleName() + "Codec";
        String whole = JavaTypes.usesVariables(type) ? simple : Names.flat(type) + "Codec";
        return fits(whole) ? whole : simple;
    }

    @Nullable
    Nested nextUnread() {
        return unread.poll();
    }
}
