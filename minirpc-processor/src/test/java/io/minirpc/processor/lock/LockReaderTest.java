package io.minirpc.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.processor.schema.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockReaderTest {
    private static final String START = "minirpc-lock 1\n\n";

    @Test
    void everyConstructIsWrittenAsItWasRead() throws IOException, LockException {
        String golden = golden();
        assertThat(LockWriter.write(LockReader.read("golden.lock", golden))).isEqualTo(golden);
    }

    @Test
    void lineBreaksOfWindowsAreAccepted() throws IOException, LockException {
        String golden = golden();
        assertThat(LockWriter.write(LockReader.read("golden.lock", golden.replace("\n", "\r\n"))))
                .isEqualTo(golden);
    }

    @Test
    void spacesBetweenWordsDoNotMatter() throws LockException {
        LockFile lock = LockReader.read("x", START + "message   shop.Order\n  1  cake   map<string, int32>   gone\n");
        assertThat(LockWriter.write(lock)).endsWith("\nmessage shop.Order\n  1 cake map<string, int32> gone\n");
    }

    @Test
    void unusualNamesAreJsonStrings() throws LockException {
        String text = "message shop.Größe\n  1 \"a \\\"b\\\" \\\\\" shop.Maß\n  2 \"\\u200e\" string\n";
        LockFile lock = LockReader.read("x", START + text);
        assertThat(lock.types().get(0).name()).isEqualTo("shop.Größe");
        assertThat(lock.types().get(0).lines().get(0))
                .isEqualTo(new LockedLine(1, "a \"b\" \\", Kind.parse("shop.Maß"), Status.LIVE));
        assertThat(lock.types().get(0).lines().get(1).name()).isEqualTo("\u200e");
        assertThat(LockWriter.write(lock)).endsWith(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|1: the file is empty",
                "minirpc-lock 2~|1: a version that this processor does not know",
                "\uFEFFminirpc-lock 1~|1: this is no lock",
                "package shop;~|1: this is no lock",
                "minirpc-lock 1~~message a.B~  1 a string|4: the last line has no line break",
                "minirpc-lock 1~~message a.B~<<<<<<< ours~  1 a string~|4: a conflict of a merge",
                "minirpc-lock 1~~message a.B~=======~|4: a conflict of a merge",
                "minirpc-lock 1~~message a.B~>>>>>>> theirs~|4: a conflict of a merge",
                "minirpc-lock 1~~message a.B~¦¦¦¦¦¦¦ base~|4: a conflict of a merge",
                "minirpc-lock 1~message a.B~|2: no blank line before a block",
                "minirpc-lock 1~~message a.B~~|4: a blank line that ends no block",
                "minirpc-lock 1~~~message a.B~|3: a blank line that ends no block",
                "minirpc-lock 1~~message a.B~# mine~|4: a comment",
                "minirpc-lock 1~~message a.B~   1 a string~|4: a line that belongs to no block, or is indented by 3 spaces",
                "minirpc-lock 1~~message a.B~    1 a string~|4: a line that belongs to no block, or is indented by 4 spaces",
                "minirpc-lock 1~~record a.B~|3: `record a.B` (expected: service, enum, exception, message or oneof)",
                "minirpc-lock 1~~message~|3: the end of the line (expected: the qualified name of a type)",
                "minirpc-lock 1~~message a.B<$2>~|3: type variables that are not counted",
                "minirpc-lock 1~~message a.B new~|3: `new` (expected: gone, any, ! with a reason, or the end of the line)",
                "minirpc-lock 1~~message a.C~~message a.B~|5: the message a.B stands behind a.C",
                "minirpc-lock 1~~message a.B~~message a.B~|5: the message a.B stands here twice",
                "minirpc-lock 1~~message a.B~~enum a.C~|5: a block of kind enum behind one of kind message",
                "minirpc-lock 1~~message a.B~~service C a.C~|5: a service behind types",
                "minirpc-lock 1~~message a.B~  a string~|4: `a string` (expected: a number)",
                "minirpc-lock 1~~message a.B~  0 a string~|4: the number 0 of a field (expected: 1 to 268435455",
                "minirpc-lock 1~~message a.B~  19000 a string~|4: the number 19000 of a field",
                "minirpc-lock 1~~message a.B~  99999999999 a string~|4: the number 99999999999 is too large",
                "minirpc-lock 1~~message a.B~  1 é string~|4: `é string` (expected: a name",
                "minirpc-lock 1~~message a.B~  1 a~|4: the end of the line (expected: a type)",
                "minirpc-lock 1~~service B a.B~  b bare string -> void~|4: bare string (expected: a message",
                "minirpc-lock 1~~service B a.B~  b -> bare void~|4: bare void (expected: a message",
                "minirpc-lock 1~~message a.B~  1 a string?~|4: `string?` at character 7 (expected: no '?'",
                "minirpc-lock 1~~message a.B~  1 a list<int32?>~|4: `list<int32?>` has a ? inside another type",
                "minirpc-lock 1~~message a.B~  1 a list<string~|4: `list<string` at character 12 (expected: ', ' or '>')",
                "minirpc-lock 1~~message a.B~  1 a string lost~|4: `lost` (expected: gone, any",
                "minirpc-lock 1~~message a.B~  1 a string !~|4: no reason behind the !",
                "minirpc-lock 1~~message a.B~  1 a string any~|4: `any` without a reason",
                "minirpc-lock 1~~message a.B~  1 a string~  1 b string~|5: the number 1 belongs to a already",
                "minirpc-lock 1~~message a.B~  2 a string~  1 b string~|5: the number 1 stands behind 2",
                "minirpc-lock 1~~message a.B~  1 a string~  2 A string~|5: the field A has the number 1 already",
                "minirpc-lock 1~~enum a.B~  0 A string~|4: `string` (expected: gone",
                "minirpc-lock 1~~enum a.B~  0 `\\u00g0`~|4: `\\u00g0` is no JSON string",
                "minirpc-lock 1~~service B a.B~  b string~|4: `string` (expected: `->` before the reply)",
                "minirpc-lock 1~~service B a.B~  c -> void~  b -> void~|5: the method b stands behind c",
                "minirpc-lock 1~~service B a.B~  b -> void~  b -> void~|5: the method b stands here twice",
                "minirpc-lock 1~~service B a.B~  b bare a.C -> void~    1 a string~|4: a bare message and parameters",
            })
    void damagedFileIsRefusedAtTheLine(String text, String message) {
        String file = text.replace('~', '\n').replace('`', '"').replace('¦', '|');
        assertThatThrownBy(() -> LockReader.read("minirpc.lock", file))
                .isInstanceOf(LockException.class)
                .hasMessageStartingWith("minirpc.lock:" + message.replace('`', '"'))
                .hasMessageContaining(";");
    }

    @Test
    void otherEncodingIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("minirpc.lock");
        Files.write(file, "minirpc-lock 1 é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> LockReader.read(file)).hasMessageContaining("is not UTF-8; restore it");
    }

    @Test
    void nameOfAGoneLineMayBeInUseAgain() throws LockException {
        LockFile lock = LockReader.read("x", START + "message a.B\n  1 a string gone\n  2 a int32\n");
        assertThat(Lines.of(BlockKind.MESSAGE, lock.types().get(0).lines()).named("A"))
                .extracting(LockedLine::number)
                .isEqualTo(2);
    }

    private static String golden() throws IOException {
        try (InputStream in = LockReaderTest.class.getResourceAsStream("/lock/golden.lock")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
