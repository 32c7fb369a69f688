package io.minirpc.gochat;

import io.minirpc.gochat.flag.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a process, each of which was checked. What each means is said where it is defined.
 *
 * @param data the folder of the database, where there is no {@code mysql}
 */
record Settings(
        ProcessRole role,
        Path data,
        Optional<Secret> mysql,
        Optional<Secret> redis,
        List<String> etcd,
        RpcSettings rpc,
        String host,
        int port,
        List<String> origins,
        List<String> proxies,
        boolean sync,
        Duration heartbeat,
        Duration drain,
        boolean demo,
        boolean openMetrics,
        boolean openTraces,
        Optional<URI> otlp,
        int registrations,
        boolean hotCache) {
    private static final Kind<Boolean> YES_OR_NO = Kind.oneOf("yes or no", Map.of("yes", true, "no", false));

    static final Setting<ProcessRole> ROLE = new Setting<>(
            "role",
            "ROLE",
            "The part that this process is: gateway holds connections, service decides and keeps, all is both.",
            "all",
            Kind.oneOf(
                    "all, gateway or service",
                    Map.of("all", ProcessRole.ALL, "gateway", ProcessRole.GATEWAY, "service", ProcessRole.SERVICE)));
    static final Setting<Path> DATA = new Setting<>(
                    "data",
                    "DIR",
                    "The folder of the database, where --mysql is not set; created if missing.",
                    defaultFolder(),
                    "a folder",
                    Path::of)
            .of(ProcessRole.ALL);
    static final Setting<Optional<Secret>> MYSQL = new Setting<>(
                    "mysql",
                    "URL",
                    "The database, MySQL 8 or MariaDB. With a password, better set in the environment or the file.",
                    "",
                    "mysql://USER:PASSWORD@HOST:PORT/DATABASE",
                    SettingTexts.url("mysql|mariadb"))
            .of(ProcessRole.ALL, ProcessRole.SERVICE)
            .secret();
    static final Setting<Optional<Secret>> REDIS = new Setting<>(
                    "redis",
                    "URL",
                    "The Redis that knows who is connected where. With a password, better set as that of --mysql.",
                    "",
                    "redis://HOST:PORT or rediss://:PASSWORD@HOST:PORT",
                    SettingTexts.url("rediss?"))
            .secret();
    static final Setting<List<String>> ETCD = new Setting<>(
                    "etcd",
                    "URL,…",
                    "The etcd by which gateways find services.",
                    "",
                    "http://HOST:PORT or https://HOST:PORT, several separated by commas",
                    SettingTexts::etcdUrls)
            .of(ProcessRole.GATEWAY, ProcessRole.SERVICE);
    static final Setting<String> RPC_HOST = new Setting<>(
                    "rpc-host",
                    "ADDRESS",
                    "The address on which a service listens for gateways; it is announced in etcd. For 0.0.0.0, which"
                            + " needs an rpc-token, that is the address by which others most likely reach this machine.",
                    "127.0.0.1",
                    "a host name or an address",
                    SettingTexts::word)
            .of(ProcessRole.SERVICE);
    static final Setting<Integer> RPC_PORT = new Setting<>(
                    "rpc-port",
                    "PORT",
                    "The port on which a service listens for gateways; 0 takes a free one.",
                    "0",
                    Kind.number(0, 65_535))
            .of(ProcessRole.SERVICE);
    static final Setting<Optional<Path>> RPC_CERT = new Setting<>(
                    "rpc-cert",
                    "FILE",
                    "The certificate of this process as PEM, which turns TLS on at a service.",
                    "",
                    "a file that can be read",
                    SettingTexts.optional(SettingTexts::file))
            .of(ProcessRole.GATEWAY, ProcessRole.SERVICE);
    static final Setting<Optional<Path>> RPC_KEY = new Setting<>(
                    "rpc-key",
                    "FILE",
                    "The key of rpc-cert, as PKCS #8.",
                    "",
                    "a file that can be read",
                    SettingTexts.optional(SettingTexts::file))
            .of(ProcessRole.GATEWAY, ProcessRole.SERVICE);
    static final Setting<Optional<Path>> RPC_CA = new Setting<>(
                    "rpc-ca",
                    "FILE",
                    "The authorities that sign the certificates of the other side: turns TLS on at a gateway, and has a"
                            + " service refuse gateways without a certificate.",
                    "",
                    "a file that can be read",
                    SettingTexts.optional(SettingTexts::file))
            .of(ProcessRole.GATEWAY, ProcessRole.SERVICE);
    static final Setting<Optional<String>> RPC_NAME = new Setting<>(
                    "rpc-name",
                    "NAME",
                    "The name in the certificates of services, where it is not the address that is announced.",
                    "",
                    "a host name",
                    SettingTexts.optional(SettingTexts::word))
            .of(ProcessRole.GATEWAY);
    static final Setting<Optional<Secret>> RPC_TOKEN = new Setting<>(
                    "rpc-token",
                    "TOKEN",
                    "A secret that gateways and services share. Only in the environment or the file: a command line can"
                            + " be read by others.",
                    "",
                    "16 to 1000 printable characters of ASCII",
                    SettingTexts.optional(SettingTexts::token))
            .of(ProcessRole.GATEWAY, ProcessRole.SERVICE)
            .secret();
    static final Setting<String> HOST = new Setting<>(
            "host",
            "ADDRESS",
            "The address to listen on. 0.0.0.0 is reachable from other machines: put TLS in front of it.",
            "127.0.0.1",
            "a host name or an address",
            SettingTexts::word);
    static final Setting<Integer> PORT = new Setting<>(
            "port",
            "PORT",
            "The port to listen on, at a service for /health and /metrics; 0 takes a free one, as a service does"
                    + " where it is not set.",
            "8080",
            Kind.number(0, 65_535));
    static final Setting<List<String>> ORIGINS = new Setting<>(
                    "origins",
                    "URL,…",
                    "The addresses under which browsers reach this server, such as https://chat.example.org. Its own are"
                            + " always taken.",
                    "",
                    "addresses such as https://chat.example.org, separated by commas",
                    SettingTexts::origins)
            .of(ProcessRole.ALL, ProcessRole.GATEWAY);
    static final Setting<List<String>> PROXIES = new Setting<>(
                    "proxies",
                    "ADDRESS,…",
                    "The addresses of proxies whose X-Forwarded-For is believed, or networks that hold nothing else.",
                    "",
                    "IP addresses or networks such as 10.0.0.0/8, separated by commas",
                    SettingTexts::addresses)
            .of(ProcessRole.ALL, ProcessRole.GATEWAY);
    static final Setting<Boolean> SYNC = new Setting<>(
                    "sync",
                    "full|process",
                    "What a sent message survives: full, a power cut; process, only the end of this process, but faster.",
                    "full",
                    Kind.oneOf("full or process", Map.of("full", true, "process", false)))
            .of(ProcessRole.ALL);
    static final Setting<Duration> HEARTBEAT = new Setting<>(
                    "heartbeat", "TIME", "The time between two heartbeats of a connection.", "25s", Kind.time(1, 50))
            .of(ProcessRole.ALL, ProcessRole.GATEWAY);
    static final Setting<Duration> DRAIN = new Setting<>(
                    "drain",
                    "TIME",
                    "The time over which connections are closed when this process ends.",
                    "3s",
                    Kind.time(0, 600))
            .of(ProcessRole.ALL, ProcessRole.GATEWAY);
    static final Setting<Boolean> DEMO = new Setting<>(
                    "demo",
                    "yes|no",
                    "Whether to create two users, ada and bob, in an empty database. Only where it listens on loopback.",
                    "yes",
                    YES_OR_NO)
            .of(ProcessRole.ALL);
    static final Setting<Boolean> OPEN_METRICS = new Setting<>(
            "open-metrics", "yes|no", "Whether /metrics answers others than this machine.", "no", YES_OR_NO);
    static final Setting<Boolean> OPEN_TRACES = new Setting<>(
            "open-traces",
            "yes|no",
            "Whether /traces, which names users, answers others than this machine.",
            "no",
            YES_OR_NO);
    static final Setting<Optional<URI>> OTLP = new Setting<>(
            "otlp",
            "URL",
            "The collector that takes traces of messages by OTLP over HTTP, such as http://127.0.0.1:4318.",
            "",
            "http://HOST:PORT or https://HOST:PORT",
            SettingTexts.optional(SettingTexts::httpUrl));

    static final Setting<Integer> REGISTRATIONS = new Setting<>(
                    "registrations",
                    "N",
                    "How many users one address may register at once; beyond, one each 20 s.",
                    "20",
                    Kind.number(1, 1_000_000))
            .of(ProcessRole.ALL, ProcessRole.SERVICE);

    static final Setting<Boolean> HOT_CACHE = new Setting<>(
                    "hot-cache",
                    "yes|no",
                    "Whether the last messages of conversations are kept in Redis too, where they are read faster.",
                    "yes",
                    YES_OR_NO)
            .of(ProcessRole.ALL, ProcessRole.SERVICE);

    static final List<Setting<?>> ALL = List.of(
            ROLE,
            DATA,
            MYSQL,
            REDIS,
            ETCD,
            HOST,
            PORT,
            ORIGINS,
            PROXIES,
            RPC_HOST,
            RPC_PORT,
            RPC_TOKEN,
            RPC_CERT,
            RPC_KEY,
            RPC_CA,
            RPC_NAME,
            SYNC,
            HEARTBEAT,
            DRAIN,
            DEMO,
            OPEN_METRICS,
            OPEN_TRACES,
            OTLP,
            REGISTRATIONS,
            HOT_CACHE);

    /** The folder for data of the user's own programs, as the operating system has it. */
    private static String defaultFolder() {
        String home = System.getProperty("user.home", ".");
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return Path.of(home, "Library", "Application Support", "gochat").toString();
        }
        String folder = System.getenv(system.contains("windows") ? "LOCALAPPDATA" : "XDG_DATA_HOME");
        if (folder != null && Path.of(folder).isAbsolute()) {
            return Path.of(folder, "gochat").toString();
        }
        return Path.of(home, ".local", "share", "gochat").toString();
    }
}
