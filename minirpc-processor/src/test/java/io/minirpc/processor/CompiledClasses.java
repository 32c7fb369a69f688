package io.minirpc.processor;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import javax.tools.JavaFileObject;

/** A loader of classes that tests compiled. */
public final class CompiledClasses extends ClassLoader {
    private final Map<String, byte[]> compiled = new HashMap<>();

    /** @param compilations of which later ones replace the classes of earlier ones */
    public CompiledClasses(Compilation... compilations) throws IOException {
        super(CompiledClasses.class.getClassLoader());
        for (Compilation compilation : compilations) {
            for (JavaFileObject file : compilation.generatedFiles()) {
                if (file.getKind() == JavaFileObject.Kind.CLASS) {
                    add(file);
                }
            }
        }
    }

    private void add(JavaFileObject file) throws IOException {
        String path = file.getName().replaceFirst("^/?CLASS_OUTPUT/", "");
        try (InputStream in = file.openInputStream()) {
            compiled.put(path.replaceFirst("\\.class$", "").replace('/', '.'), in.readAllBytes());
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = compiled.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
