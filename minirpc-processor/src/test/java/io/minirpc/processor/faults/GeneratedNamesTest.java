package io.minirpc.processor.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of users that are also names in generated code: Java takes a name before a dot for a variable if it can. */
class GeneratedNamesTest {
    private static final String[] CONSTANTS = {
        "package app; public enum OS { LINUX, MAC }",
        "package app; public enum URL { HTTP, FTP }",
        "package app; public record Host(OS os, EnumSet<OS> all, Map<OS, URL> url) {}"
                .replace("public record", "import java.util.*; public record"),
        "package app; public interface API { enum Level { LOW, HIGH } }",
        """
        package app;
        import java.util.*;
        @io.minirpc.annotation.RpcInterface
        public interface Svc {
            OS os(String host);
            List<URL> url(URL url);
            API.Level api(API.Level level);
            Host host(Host host);
        }
        """,
        Program.run("app", """
                    Svc svc = new SvcStub(serve.apply(SvcSkeleton.bind(new Svc() {
                        @Override public OS os(String host) { return OS.valueOf(host); }
                        @Override public List<URL> url(URL url) { return List.of(url, URL.HTTP); }
                        @Override public API.Level api(API.Level level) { return level; }
                        @Override public Host host(Host host) { return host; }
                    })));
                    Host host = new Host(OS.MAC, EnumSet.allOf(OS.class), Map.of(OS.LINUX, URL.FTP));
                    return new Object[] {
                        OS.MAC, svc.os("MAC"),
                        List.of(URL.FTP, URL.HTTP), svc.url(URL.FTP),
                        API.Level.HIGH, svc.api(API.Level.HIGH),
                        host, svc.host(host)
                    };
            """)
    };

    private static final String[] VARIABLES = {
        "package app; public record Item(String JsonReader, String Codecs, int Override, java.util.List<String> WireReader)"
                + " {}",
        """
        package app;
        import java.util.*;
        public record Part(Item ItemCodec, byte[] io, Optional<String> Optional, OptionalInt OptionalInt, other.User other) {}
        """,
        "package app; import java.util.*; public record User(Page<Item> item, String other, other.User user) {}",
        "package app; import java.util.*; public record Page<Codec>(List<Codec> Item, Item ItemCodec, Codec Codecs) {}",
        """
        package other;
        @io.minirpc.annotation.RpcMessage
        public record User(String String, int io) {}
        """,
        """
        package app;
        import io.minirpc.annotation.Sensitive;
        @io.minirpc.annotation.RpcInterface
        public interface Svc {
            Item echo(Item i);
            String two(String SvcMethods, int Objects);
            Part part(Part Part);
            String three(@Sensitive String TextPrinter, String ThreeArgsCodec, String ThreeArgs);
            String four(int wait, String wait_);
            void five(Item SvcMethods);
            User user(User SvcStub);
            SvcMethods six(SvcMethods methods, int times);
            record SvcMethods(int x) {}
        }
        """,
        Program.run("app", """
                    Svc svc = new SvcStub(serve.apply(SvcSkeleton.bind(new Svc() {
                        @Override public Item echo(Item i) { return i; }
                        @Override public String two(String a, int b) { return a + b; }
                        @Override public Part part(Part part) { return part; }
                        @Override public String three(String a, String b, String c) { return a + b + c; }
                        @Override public String four(int a, String b) { return a + b; }
                        @Override public void five(Item item) {}
                        @Override public User user(User user) { return user; }
                        @Override public Svc.SvcMethods six(Svc.SvcMethods x, int times) { return x; }
                    })));
                    Item item = new Item("a", "b", 3, List.of("c"));
                    other.User user = new other.User("ada", 4);
                    Part part = svc.part(new Part(item, new byte[] {1}, Optional.of("o"), OptionalInt.of(5), user));
                    User mine = new User(new Page<>(List.of(item), item, item), "x", user);
                    svc.five(item);
                    return new Object[] {
                        item, svc.echo(item),
                        "x3", svc.two("x", 3),
                        item, part.ItemCodec(),
                        OptionalInt.of(5), part.OptionalInt(),
                        user, part.other(),
                        "abc", svc.three("a", "b", "c"),
                        "1b", svc.four(1, "b"),
                        mine, svc.user(mine),
                        new Svc.SvcMethods(7), svc.six(new Svc.SvcMethods(7), 1)
                    };
            """)
    };

    @TempDir
    Path folder;

    @Test
    void constantsDoNotHideTypes() throws Exception {
        Program.byJavac(folder, CONSTANTS).valuesArrive();
    }

    @Test
    void constantsDoNotHideTypesInEclipse() throws Exception {
        Program.byEclipse(folder, CONSTANTS).valuesArrive();
    }

    @Test
    void variablesDoNotHideTypes() throws Exception {
        Program.byJavac(folder, VARIABLES).valuesArrive();
    }

    @Test
    void variablesDoNotHideTypesInEclipse() throws Exception {
        Program.byEclipse(folder, VARIABLES).valuesArrive();
    }
}
