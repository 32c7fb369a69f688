package io.minirpc.gochat.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A file of accounts: a name and a password a line, separated by a space. Only its owner may read it. */
final class AccountFile {
    private static final long MAX_BYTES = 4 << 20;

    private final Path path;

    AccountFile(Path path) {
        this.path = path;
    }

    /**
     * Reads the accounts; none if the file is missing.
     *
     * @throws IOException if it cannot be read, is larger than 4 MiB, or a line is no account
     */
    List<Account> read() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException(path + ": " + Files.size(path) + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        List<Account> accounts = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
            number++;
            int space = line.indexOf(' ');
            if (space > 0 && space < line.length() - 1) {
                accounts.add(new Account(line.substring(0, space), line.substring(space + 1)));
            } else if (!line.isBlank()) {
                throw new IOException(
                        path + ", line " + number + ": no account (expected: a name, a space, a password)");
            }
        }
        return accounts;
    }

    void add(Account account) throws IOException {
        if (!Files.exists(path)) {
            create();
        }
        Files.writeString(
                path,
                account.name() + " " + account.password() + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
    }

    private void create() throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(path);
        }
    }
}
