package io.minirpc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types in class files: used as they are, and errors about them put on the source that uses them. */
class JarsTest {
    private static final JavaFileObject PAGE = JavaFileObjects.forSourceLines(
            "lib.Page",
            "package lib;",
            "import java.util.*;",
            "public class Page<T> {",
            "    private List<T> items;",
            "    private Map<T, Date> dates;",
            "    public List<T> getItems() { return items; }",
            "    public void setItems(List<T> items) { this.items = items; }",
            "}");
    private static final JavaFileObject BAD = JavaFileObjects.forSourceLines(
            "lib.Bad",
            "package lib;",
            "public class Bad extends Page<String> {",
            "    private java.util.Map<Object, String> meta;",
            "    public java.util.Map<Object, String> getMeta() { return meta; }",
            "    public void setMeta(java.util.Map<Object, String> meta) { this.meta = meta; }",
            "}");
    private static final JavaFileObject OWNED = JavaFileObjects.forSourceLines(
            "lib.Owned", "package lib;", "@io.minirpc.annotation.RpcMessage", "public record Owned<T>(T value) {}");
    private static final JavaFileObject BASE = JavaFileObjects.forSourceLines(
            "lib.Base", "package lib;", "public interface Base {", "    int get(String key, int b);", "}");

    private static final JavaFileObject GONE =
            JavaFileObjects.forSourceLines("lib.Gone", "package lib;", "public class Gone { public Gone() {} }");
    private static final JavaFileObject GONE_HOLDER =
            JavaFileObjects.forSourceLines("lib.Holder", "package lib;", "public record Holder(Gone gone) {}");
    private static final JavaFileObject GONE_HEIR = JavaFileObjects.forSourceLines(
            "lib.Heir", "package lib;", "public class Heir extends Gone { public Heir() {} }");

    @TempDir
    private Path folder;

    @Test
    void readsBeansFromClassFiles() throws Exception {
        library(Sources.compiler().compile(PAGE));
        Compilation compilation = compile("lib.Page<Integer> page(lib.Page<String> page);");
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation)
                .generatedSourceFile("app.ServiceMethods")
                .contentsAsUtf8String()
                .contains("static final class PageOfIntegerCodec extends MessageCodec<Page<Integer>>");
    }

    @Test
    void putsErrorsAboutClassFilesWhereTheyAreUsed() throws Exception {
        library(Sources.compiler().compile(PAGE, BAD));
        JavaFileObject service = service("lib.Bad bad();", "");
        assertThat(compile(service))
                .hadErrorContaining("[ObjectType] Service.bad, result -> Bad.meta -> Map<Object, String>: ")
                .inFile(service)
                .onLine(4);
    }

    @Test
    void usesTheCodecThatIsThereAlready() throws Exception {
        library(Sources.compiler().withProcessors(new RpcProcessor()).compile(OWNED));
        Compilation compilation = compile("lib.Owned<String> owned();");
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation)
                .generatedSourceFile("app.ServiceMethods")
                .contentsAsUtf8String()
                .contains("new OwnedCodec<>(Codecs.STRING)");
        assertThat(Sources.generated(compilation)).hasSize(3);
    }

    @Test
    void writesACodecWhereTheLibraryHasNone() throws Exception {
        library(Sources.compiler().compile(OWNED));
        Compilation compilation = compile("lib.Owned<String> owned();");
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation)
                .generatedSourceFile("app.ServiceMethods")
                .contentsAsUtf8String()
                .contains("static final class OwnedOfStringCodec");
    }

    @Test
    void asksForParameterNamesThatTheClassFileLacks() throws Exception {
        library(Sources.compiler().compile(BASE));
        JavaFileObject service = service("", " extends lib.Base");
        assertThat(compile(service))
                .hadErrorContaining("[ParameterNames] Service.get: ")
                .inFile(service)
                .onLine(3);
    }

    @Test
    void usesTheParameterNamesThatTheClassFileHas() throws Exception {
        library(Sources.compiler().withOptions("-parameters").compile(BASE));
        Compilation compilation = compile(service("", " extends lib.Base"));
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation)
                .generatedSourceFile("app.ServiceMethods")
                .contentsAsUtf8String()
                .contains("record GetArgs(String key, int b)");
    }

    @Test
    void reportsWhatClassFilesMentionAndNobodyHas() throws Exception {
        library(Sources.compiler().compile(GONE, GONE_HOLDER, GONE_HEIR));
        Files.delete(folder.resolve("lib/Gone.class"));
        JavaFileObject service = service("lib.Holder holder(); lib.Heir heir();", "");
        Compilation compilation = compile(service);
        assertThat(compilation)
                .hadErrorContaining(
                        "[UnresolvedType] Service.holder, result -> Holder.gone: the type lib.Gone can't be found")
                .inFile(service)
                .onLine(4);
        assertThat(compilation)
                .hadErrorContaining("[UnresolvedType] Service.heir, result: the type lib.Gone can't be found")
                .inFile(service)
                .onLine(4);
    }

    @Test
    void refusesExceptionsOfLibrariesWhoseParametersHaveNoNames() throws Exception {
        JavaFileObject failure = JavaFileObjects.forSourceLines(
                "lib.Failure",
                "package lib;",
                "public class Failure extends Exception {",
                "    private static final long serialVersionUID = 1;",
                "    private final int code;",
                "    public Failure(String message, int code) { super(message); this.code = code; }",
                "    public Failure(String message) { this(message, 0); }",
                "    public int getCode() { return code; }",
                "}");
        library(Sources.compiler().withOptions("-g:none").compile(failure));
        JavaFileObject service = service("void fail() throws lib.Failure;", "");
        assertThat(compile(service))
                .hadErrorContaining(
                        "[ExceptionProperty] Service.fail -> Failure.code: Failure.code would be lost on the"
                                + " way to the caller; declare an exception of your own that has it, or a superclass")
                .inFile(service)
                .onLine(4);
    }

    @Test
    void refusesExceptionsOfTheJdkThatHoldMoreThanAMessage() {
        assertThat(compile("void fail() throws java.sql.SQLException;"))
                .hadErrorContaining("[ExceptionProperty] Service.fail -> SQLException.get");
    }

    /** As an incremental build of Gradle compiles it, after its superinterfaces. */
    @Test
    void readsAnInterfaceAloneAsWithItsSuperinterfaces() throws Exception {
        JavaFileObject crud = JavaFileObjects.forSourceLines(
                "lib.Crud",
                "package lib;",
                "public interface Crud<T, I, X extends Exception> {",
                "    T load(I id) throws X;",
                "    java.util.List<T> loadAll(java.util.Collection<I> ids) throws X;",
                "    void saveAll(java.util.List<T> items, I owner);",
                "}");
        JavaFileObject middle = JavaFileObjects.forSourceLines(
                "lib.Middle",
                "package lib;",
                "public interface Middle<A, B> extends Crud<B, A, java.io.IOException> {",
                "    A idOf(B item);",
                "    @Override B load(A id);",
                "}");
        JavaFileObject service = service("", " extends lib.Middle<Long, java.time.LocalDate>, Runnable");
        Compilation together = Sources.compile(List.of(crud, middle, service), "-parameters");
        library(Sources.compiler().withOptions("-parameters").compile(crud, middle));
        Compilation alone = compile(service);
        assertThat(alone).succeededWithoutWarnings();
        assertThat(texts(alone)).isEqualTo(texts(together));
        library(Sources.compiler().compile(crud, middle));
        assertThat(compile(service))
                .hadErrorContaining("compile it with -parameters, or redeclare the method in your interface")
                .inFile(service)
                .onLine(3);
    }

    private static List<String> texts(Compilation compilation) {
        return Sources.generated(compilation).stream().map(Sources::text).toList();
    }

    private Compilation compile(String method) {
        return compile(service(method, ""));
    }

    private static JavaFileObject service(String method, String supertypes) {
        return JavaFileObjects.forSourceLines(
                "app.Service",
                "package app;",
                "@io.minirpc.annotation.RpcInterface",
                "public interface Service" + supertypes + " {",
                method,
                "}");
    }

    private Compilation compile(JavaFileObject service) {
        List<File> classPath = new ArrayList<>(Sources.classPath());
        classPath.add(folder.toFile());
        return Compiler.javac()
                .withClasspath(classPath)
                .withProcessors(new RpcProcessor())
                .withOptions("-Xlint:all", "-Werror")
                .compile(service);
    }

    private void library(Compilation compilation) throws IOException {
        assertThat(compilation).succeeded();
        for (JavaFileObject file : compilation.generatedFiles()) {
            if (file.getKind() == JavaFileObject.Kind.CLASS) {
                Path target = folder.resolve(file.getName().replaceFirst("^/?CLASS_OUTPUT/", ""));
                Files.createDirectories(target.getParent());
                try (InputStream in = file.openInputStream()) {
                    Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
