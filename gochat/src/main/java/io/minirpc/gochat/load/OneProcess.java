package io.minirpc.gochat.load;

import io.minirpc.gochat.account.BulkAccounts;
import io.minirpc.gochat.cluster.Node;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Everything in one process on an H2 file, which has the users before the process starts. */
final class OneProcess implements Target {
    private static final String DATA = "data";

    private final WrittenUsers users;
    private final Node node;

    /** @throws IOException if it does not start; the message has what it printed last */
    OneProcess(int users) throws IOException {
        BulkAccounts[] written = new BulkAccounts[1];
        node = Node.builder("gochat")
                .jvm(ServerJvm.OPTIONS)
                .flags("--data", DATA, "--demo", "no", "--drain", "1s")
                .setup(folder -> written[0] = write(folder, users))
                .start();
        this.users = new WrittenUsers(written[0]);
    }

    /** The file is where the process has it. */
    private static BulkAccounts write(Path folder, int users) throws IOException {
        Path data = Files.createDirectory(folder.resolve(DATA));
        try {
            return BulkAccounts.inFile(data.resolve("gochat"), WrittenUsers.PREFIX, users);
        } catch (RuntimeException e) {
            throw new IOException("the users cannot be written into the database: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return "one process on H2";
    }

    @Override
    public List<URI> gateways() {
        return List.of(node.url());
    }

    @Override
    public boolean hasFloors() {
        return false;
    }

    @Override
    public List<LoadUser> users(int count) throws IOException {
        return users.take(count);
    }

    @Override
    public List<TargetProcess> processes() {
        return List.of(new TargetProcess(node.name(), node.pid()));
    }

    @Override
    public boolean endGateway() throws IOException {
        node.restart();
        return true;
    }

    @Override
    public void renewGateway() throws IOException {
        node.restart();
    }

    @Override
    public void restore() {
        // it has been started again
    }

    @Override
    public void close() {
        node.close();
    }
}
