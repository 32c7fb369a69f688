package io.minirpc.processor.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of generated classes that hide classes of users, or are too long for a file. */
class NestedNamesTest {
    private static final String LONG = "aMethodOf".repeat(27);
    private static final String WIDE = "Wide".repeat(59);

    @TempDir
    Path folder;

    @Test
    void classesOfTheUnnamedPackageAreNotHidden() throws Exception {
        Program.byJavac(
                        folder,
                        "public record AddArgs(int a) {}",
                        "public record Item(AddArgs x) {}",
                        "public record ItemCodec(Item x) {}",
                        "public record ItemCodec2(ItemCodec x) {}",
                        "@io.minirpc.annotation.RpcMessage public record Note(String text) {}",
                        "package other; public record Note(int number) {}",
                        """
                        @io.minirpc.annotation.RpcInterface
                        public interface Svc {
                            Item add(AddArgs a, Item i);
                            Item item(ItemCodec c);
                            ItemCodec2 codec(ItemCodec2 c);
                            Note note(Note note, other.Note other);
                        }
                        """,
                        Program.run("", """
                            Svc svc = new SvcStub(serve.apply(SvcSkeleton.bind(new Svc() {
                                @Override public Item add(AddArgs a, Item i) { return new Item(a); }
                                @Override public Item item(ItemCodec c) { return c.x(); }
                                @Override public ItemCodec2 codec(ItemCodec2 c) { return c; }
                                @Override public Note note(Note note, other.Note other) {
                                    return new Note(note.text() + other.number());
                                }
                            })));
                            Item item = new Item(new AddArgs(1));
                            ItemCodec2 codec = new ItemCodec2(new ItemCodec(item));
                            return new Object[] {
                                item, svc.add(new AddArgs(1), item),
                                item, svc.item(new ItemCodec(item)),
                                codec, svc.codec(codec),
                                new Note("n2"), svc.note(new Note("n"), new other.Note(2))
                            };
                            """))
                .valuesArrive();
    }

    @Test
    void namesOfClassesFitIntoFileNames() throws Exception {
        Program program =
                Program.byJavac(folder, """
                package app;
                import java.util.*;
                @io.minirpc.annotation.RpcInterface
                public interface Svc {
                    record PagedResultOfQuery<T>(List<T> items, int total) {}
                    record EitherFailureOrSuccess<L, R>(L left, R right) {}
                    record VersionedAuditedEntity<T>(T value, long version) {}
                    record CustomerAccountTransactionSummary(int x) {}
                    record ValidationFailureDescription(String s) {}
                    record %2$s(int x) {}
                    EitherFailureOrSuccess<
                        List<VersionedAuditedEntity<ValidationFailureDescription>>,
                        PagedResultOfQuery<EitherFailureOrSuccess<
                            Map<String, VersionedAuditedEntity<ValidationFailureDescription>>,
                            PagedResultOfQuery<VersionedAuditedEntity<CustomerAccountTransactionSummary>>>>> find(String q);
                    String %1$s(String a, int b);
                    %2$s wide(List<%2$s> list);
                }
                """.formatted(LONG, WIDE), Program.run("app", """
                    Svc svc = new SvcStub(serve.apply(SvcSkeleton.bind(new Svc() {
                        @Override public EitherFailureOrSuccess<
                            List<VersionedAuditedEntity<ValidationFailureDescription>>,
                            PagedResultOfQuery<EitherFailureOrSuccess<
                                Map<String, VersionedAuditedEntity<ValidationFailureDescription>>,
                                PagedResultOfQuery<VersionedAuditedEntity<CustomerAccountTransactionSummary>>>>>
                                find(String q) {
                            return new EitherFailureOrSuccess<>(
                                List.of(new VersionedAuditedEntity<>(new ValidationFailureDescription(q), 2)), null);
                        }
                        @Override public String %1$s(String a, int b) { return a + b; }
                        @Override public %2$s wide(List<%2$s> list) { return list.get(0); }
                    })));
                    return new Object[] {
                        "q", svc.find("q").left().get(0).value().s(),
                        "a1", svc.%1$s("a", 1),
                        new Svc.%2$s(3), svc.wide(List.of(new Svc.%2$s(3)))
                    };
                    """.formatted(LONG, WIDE)));
        program.valuesArrive();
        try (Stream<Path> files = Files.walk(program.classes())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.endsWith("$EitherFailureOrSuccessCodec.class"));
        }
    }
}
