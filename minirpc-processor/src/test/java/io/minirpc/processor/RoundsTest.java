package io.minirpc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

/** Types that other processors write are waited for; what never comes is the compiler's error. */
class RoundsTest {
    private static final JavaFileObject SERVICE = JavaFileObjects.forSourceLines(
            "rounds.Service",
            "package rounds;",
            "@io.minirpc.annotation.RpcInterface",
            "public interface Service {",
            "    Holder find(java.util.List<Late> late) throws LateFailure;",
            "    record Holder(Late late) {}",
            "}");

    private static final JavaFileObject OWNED = JavaFileObjects.forSourceLines(
            "rounds.Owned",
            "package rounds;",
            "@io.minirpc.annotation.RpcMessage",
            "public record Owned(Late late) {}");
    private static final JavaFileObject OWNER = JavaFileObjects.forSourceLines(
            "rounds.Owner",
            "package rounds;",
            "@io.minirpc.annotation.RpcInterface",
            "public interface Owner { void put(Owned owned); }");

    /** Writes two classes, one round after the other. */
    @SupportedAnnotationTypes("*")
    private static final class LateProcessor extends AbstractProcessor {
        private int round;

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment environment) {
            round++;
            if (round == 1) {
                write("rounds.Late", "package rounds; public record Late(int value) {}");
            } else if (round == 2) {
                write(
                        "rounds.LateFailure",
                        "package rounds; public class LateFailure extends Exception {"
                                + " private static final long serialVersionUID = 1; public LateFailure() {} }");
            }
            return false;
        }

        private void write(String name, String text) {
            try (Writer writer = processingEnv.getFiler().createSourceFile(name).openWriter()) {
                writer.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void waitsForTypesThatOtherProcessorsWrite() {
        Compilation compilation = Sources.compiler()
                .withProcessors(new LateProcessor(), new RpcProcessor())
                .withOptions("-Xlint:all", "-Werror")
                .compile(SERVICE);
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation)
                .generatedSourceFile("rounds.ServiceMethods")
                .contentsAsUtf8String()
                .contains("LateCodec");
    }

    @Test
    void waitsForTypesInMessagesThatItDescribes() {
        Compilation compilation = Sources.compiler()
                .withProcessors(new LateProcessor(), new RpcProcessor())
                .withOptions("-Xlint:all", "-Werror")
                .compile(OWNED, OWNER);
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation)
                .generatedFile(StandardLocation.CLASS_OUTPUT, "META-INF/minirpc/rounds.Owner.json")
                .contentsAsUtf8String()
                .contains("{\"number\": 1, \"name\": \"late\", \"type\": \"rounds.Late\"}");
    }

    @Test
    void leavesWhatNeverComesToTheCompiler() {
        Compilation compilation = Sources.compile(java.util.List.of(SERVICE));
        assertThat(compilation.errors())
                .hasSize(3)
                .allMatch(error -> error.getMessage(Locale.ROOT).contains("cannot find symbol"));
    }

    @Test
    void reportsWhatNeverComesInAMessageAtTheMessageAlone() {
        Compilation compilation = Sources.compile(java.util.List.of(OWNED, OWNER));
        assertThat(compilation).failed();
        assertThat(compilation.errors())
                .allMatch(error ->
                        error.getSource() != null && error.getSource().getName().endsWith("Owned.java"));
        assertThat(compilation.warnings()).isEmpty();
    }
}
