package io.minirpc.gochat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rules between settings: what a role must have, and what it does not take. */
final class RoleRules {
    private static final Map<ProcessRole, List<Setting<?>>> NEEDED = Map.of(
            ProcessRole.ALL, List.of(),
            ProcessRole.GATEWAY, List.of(Settings.REDIS, Settings.ETCD),
            ProcessRole.SERVICE, List.of(Settings.MYSQL, Settings.REDIS, Settings.ETCD));

    private final ProcessRole role;
    private final SettingsReader.Values values;
    private final List<String> faults;

    RoleRules(ProcessRole role, SettingsReader.Values values, List<String> faults) {
        this.role = role;
        this.values = values;
        this.faults = faults;
    }

    /** Adds a line to the faults for each rule that is broken. */
    void check() {
        NEEDED.getOrDefault(role, List.of()).forEach(setting -> require(setting, "with role " + role.word()));
        Settings.ALL.stream().filter(setting -> !setting.roles().contains(role)).forEach(this::refuse);
        if (role == ProcessRole.ALL) {
            checkDatabase();
        }
        checkCertificates();
        checkToken();
    }

    /** Adds a line to the faults for each setting of a file beside a database server. */
    void checkDatabase() {
        if (values.isSet(Settings.MYSQL)) {
            refuse(Settings.DATA, "not with mysql");
            refuse(Settings.SYNC, "not with mysql");
        }
    }

    private void require(Setting<?> setting, String when) {
        if (!values.isSet(setting)) {
            faults.add(setting.name() + ": not set (expected: " + setting.kind().expected() + ", " + when + ")");
        }
    }

    private void refuse(Setting<?> setting) {
        String roles = setting.roles().stream().map(ProcessRole::word).collect(Collectors.joining(" or "));
        refuse(setting, "with role " + roles + " only");
    }

    private void refuse(Setting<?> setting, String expected) {
        if (values.isSet(setting)) {
            faults.add(setting.name() + ": set by " + values.sourceOf(setting) + " (expected: " + expected + ")");
        }
    }

    private void checkCertificates() {
        if (values.isSet(Settings.RPC_CERT)) {
            require(Settings.RPC_KEY, "with rpc-cert");
        }
        if (values.isSet(Settings.RPC_KEY) || (role == ProcessRole.SERVICE && values.isSet(Settings.RPC_CA))) {
            require(Settings.RPC_CERT, "with rpc-key or rpc-ca");
        }
        if (role == ProcessRole.GATEWAY && (values.isSet(Settings.RPC_CERT) || values.isSet(Settings.RPC_NAME))) {
            require(Settings.RPC_CA, "with rpc-cert or rpc-name");
        }
    }

    /** A service believes gateways, so whoever reaches it without a token acts as any user. */
    private void checkToken() {
        if (role == ProcessRole.SERVICE && values.has(Settings.RPC_HOST) && isBeyondLoopback()) {
            require(
                    Settings.RPC_TOKEN,
                    "since others reach " + values.of(Settings.RPC_HOST) + " and could act as any user");
        }
    }

    private boolean isBeyondLoopback() {
        return !Hosts.isLoopback(values.of(Settings.RPC_HOST));
    }
}
