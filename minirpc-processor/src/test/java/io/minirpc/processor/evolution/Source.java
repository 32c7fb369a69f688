package io.minirpc.processor.evolution;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A source file in memory. */
final class Source extends SimpleJavaFileObject {
    private final String text;

    /** @param type the qualified name of the type that the file is named after */
    Source(String type, String text) {
        super(URI.create("memory:///" + type.replace('.', '/') + ".java"), Kind.SOURCE);
        this.text = text;
    }

    String text() {
        return text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
