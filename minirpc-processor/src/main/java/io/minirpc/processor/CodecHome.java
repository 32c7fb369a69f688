package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
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

    private final ClassName file;
    private final Map<TypeName, ClassName> codecs = new HashMap<>();
    /** Beside the names given: what generated codecs extend, which a nested class should not hide. */
    private final Set<String> taken = new HashSet<>(Set.of("codec", "scalarcodec", "messagecodec", "exceptioncodec"));

    private final Deque<Nested> unread = new ArrayDeque<>();

    CodecHome(ClassName file) {
        this.file = file;
        taken.add(file.simpleName().toLowerCase(Locale.ROOT));
    }

    String packageName() {
        return file.packageName();
    }

    /**
     * Returns the class of a nested type, its name made unique; case does not count, as it does not in some file
     * systems.
     */
    ClassName nestedClass(String name) {
        String unique = Stream.iterate(1, i -> i + 1)
                .map(i -> i == 1 ? name : name + i)
                .filter(candidate -> taken.add(candidate.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow();
        return file.nestedClass(unique);
    }

    /** Returns the codec's class, the type to be read later when it is new here. */
    ClassName codecOf(DeclaredType type, String name, Place place, List<DeclaredType> chain) {
        TypeName key = TypeName.get(type);
        ClassName known = codecs.get(key);
        if (known != null) {
            return known;
        }
        ClassName codec = nestedClass(name);
        codecs.put(key, codec);
        unread.add(new Nested(type, codec, place, chain));
        return codec;
    }

    @Nullable
    Nested nextUnread() {
        return unread.poll();
    }
}
