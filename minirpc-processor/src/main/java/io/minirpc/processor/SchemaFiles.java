package io.minirpc.processor;

import io.minirpc.processor.schema.Schema;
import io.minirpc.processor.schema.SchemaText;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** The schemas beside the classes, each with the one element it was made from. */
final class SchemaFiles {
    private static final Path FOLDER = Path.of("META-INF", "minirpc");

    private final Filer filer;
    /** Those that were created, which a compiler lets happen once, whether or not they were written. */
    private final Map<String, Optional<FileObject>> files = new HashMap<>();

    SchemaFiles(Filer filer) {
        this.filer = filer;
    }

    /**
     * Returns the folder for classes, or null if the compiler has none on disk.
     *
     * @param origin a type whose schema is going to be written
     */
    @Nullable
    Path classes(TypeElement origin) throws IOException {
        FileObject file = file(origin);
        URI uri = file == null ? null : file.toUri();
        if (uri == null || !"file".equals(uri.getScheme())) {
            return null;
        }
        Path folder = Path.of(uri);
        for (int i = 0; i <= FOLDER.getNameCount() && folder != null; i++) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** Writes a schema, unless the compiler has no folder for classes. */
    void write(TypeElement origin, Schema schema) throws IOException {
        FileObject file = file(origin);
        if (file != null) {
            try (OutputStream out = file.openOutputStream()) {
                out.write(SchemaText.of(schema).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private @Nullable FileObject file(TypeElement origin) throws IOException {
        String type = JavaTypes.name(origin);
        Optional<FileObject> file = files.get(type);
        if (file == null) {
            file = Optional.ofNullable(create(origin, "META-INF/minirpc/" + type + ".json"));
            files.put(type, file);
        }
        return file.orElse(null);
    }

    /**
     * Returns null where there is no folder for classes. Eclipse's compiler refuses the location then; javac puts
     * classes beside their sources, and would put the file there too, without the folders of its path.
     */
    private @Nullable FileObject create(TypeElement origin, String path) throws IOException {
        FileObject file;
        try {
            file = filer.createResource(StandardLocation.CLASS_OUTPUT, "", path, origin);
        } catch (IllegalArgumentException e) {
            return null;
        }
        String written = file.toUri().getPath();
        return written == null || written.endsWith("/" + path) ? file : null;
    }
}
