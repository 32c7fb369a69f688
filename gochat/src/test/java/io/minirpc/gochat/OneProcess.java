package io.minirpc.gochat;

import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.Stores;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Everything in one server, on an H2 file of a folder. */
record OneProcess(Path data) implements Site {
    @Override
    public List<Server> start(Map<String, String> settings, UnaryOperator<Routing> ways, UnaryOperator<Stores> stores)
            throws Exception {
        Map<String, String> flags = new HashMap<>(settings);
        flags.put("data", data.toString());
        flags.put("demo", "no");
        return List.of(Server.start(SettingsReader.read(flags, Map.of(), null), ways, stores));
    }

    @Override
    public Database openDatabase() {
        return Database.openFile(data.resolve("gochat"), false);
    }

    @Override
    public String userName(String name) {
        return name;
    }
}
