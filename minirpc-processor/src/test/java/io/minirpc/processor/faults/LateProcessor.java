package io.minirpc.processor.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Another processor, which writes sources in its first round. */
@SupportedAnnotationTypes("*")
final class LateProcessor extends AbstractProcessor {
    private final Map<String, String> sources;
    private boolean isDone;

    LateProcessor(Map<String, String> sources) {
        this.sources = sources;
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment environment) {
        if (!isDone) {
            isDone = true;
            sources.forEach(this::write);
        }
        return false;
    }

    private void write(String type, String text) {
        try (Writer writer = processingEnv.getFiler().createSourceFile(type).openWriter()) {
            writer.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
