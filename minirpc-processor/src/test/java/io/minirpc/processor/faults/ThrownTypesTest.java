package io.minirpc.processor.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stub throws what all declarations of a method allow. */
class ThrownTypesTest {
    private static final String[] SOURCES = {
        "package app; public class Lost extends java.io.IOException { public Lost() { super(\"lost\"); } }",
        """
        package app;
        import java.io.*;
        public interface A {
            String get(long id) throws IOException;
            String load(long id) throws IOException;
            String find(long id) throws IOException, InterruptedException;
            String open(long id) throws Lost, IllegalStateException;
        }
        """,
        """
        package app;
        import java.io.*;
        public interface B {
            String get(long id);
            String load(long id) throws Lost;
            String find(long id) throws Exception;
            String open(long id) throws IOException;
        }
        """,
        """
        package app;
        public interface Store<T, I> { T read(I id) throws java.io.IOException; T drop(I id) throws Exception; }
        """,
        "package app; public interface Calm<T, I> extends Store<T, I> { @Override T read(I id); }",
        "package app; public interface Other<I> { String drop(I id) throws Lost; }",
        "package app; @io.minirpc.annotation.RpcInterface public interface Svc extends A, B {}",
        """
        package app;
        @io.minirpc.annotation.RpcInterface
        public interface Files extends Calm<String, Long>, Other<Long>, Store<String, Long> {}
        """,
        Program.run("app", """
            Svc svc = new SvcStub(serve.apply(SvcSkeleton.bind(new Svc() {
                @Override public String get(long id) { return "get" + id; }
                @Override public String load(long id) throws Lost { throw new Lost(); }
                @Override public String find(long id) { return "find" + id; }
                @Override public String open(long id) throws Lost { throw new Lost(); }
            })));
            Files files = new FilesStub(serve.apply(FilesSkeleton.bind(new Files() {
                @Override public String read(Long id) { return "read" + id; }
                @Override public String drop(Long id) throws Lost { throw new Lost(); }
            })));
            List<String> lost = new ArrayList<>();
            try {
                svc.load(1);
            } catch (Lost e) {
                lost.add("load");
            }
            try {
                svc.open(1);
            } catch (Lost e) {
                lost.add("open");
            }
            try {
                files.drop(1L);
            } catch (Lost e) {
                lost.add("drop");
            }
            return new Object[] {
                "get1", svc.get(1),
                "find2", svc.find(2),
                "read3", files.read(3L),
                List.of("load", "open", "drop"), lost
            };
            """)
    };

    @TempDir
    Path folder;

    @Test
    void stubThrowsWhatAllSuperinterfacesAllow() throws Exception {
        Program.byJavac(folder, SOURCES).valuesArrive();
    }

    @Test
    void stubThrowsTheSameInEclipse() throws Exception {
        Program.byEclipse(folder, SOURCES).valuesArrive();
    }
}
