package io.minirpc.processor;

import io.minirpc.processor.schema.Schema;
import io.minirpc.processor.schema.SchemaText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** Writes schemas beside the classes, each with the one element it was made from. */
final class SchemaFiles {
    private final Filer filer;

    SchemaFiles(Filer filer) {
        this.filer = filer;
    }

    /** Writes a schema, unless the compiler has no folder for classes. */
    void write(TypeElement origin, Schema schema) throws IOException {
        FileObject file = file(origin, "META-INF/minirpc/" + schema.type() + ".json");
        if (file != null) {
            try (OutputStream out = file.openOutputStream()) {
                out.write(SchemaText.of(schema).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /**
     * Returns null where there is no folder for classes. Eclipse's compiler refuses the location then; javac puts
     * classes beside their sources, and would put the file there too, without the folders of its path.
     */
    private @Nullable FileObject file(TypeElement origin, String path) throws IOException {
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
