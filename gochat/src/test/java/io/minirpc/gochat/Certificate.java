package io.minirpc.gochat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate that signs itself, which the JDK's keytool makes, as PEM files. */
record Certificate(Path chain, Path key) {
    private static final String PASSWORD = "changeit";

    /** @param names such as {@code ip:127.0.0.1} or {@code dns:chat.internal} */
    static Certificate create(Path folder, String alias, String names) throws Exception {
        Path store = folder.resolve(alias + ".p12");
        Path log = folder.resolve(alias + ".log");
        String[] command = ("-genkeypair -alias " + alias + " -keyalg EC -dname CN=" + alias + " -ext SAN=" + names
                        + " -ext BC=ca:true -validity 2 -storetype PKCS12 -keystore " + store + " -storepass "
                        + PASSWORD)
                .split(" ");
        ProcessBuilder keytool = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        keytool.command()
                .add(
                        0,
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString());
        if (keytool.start().waitFor() != 0) {
            throw new IOException("keytool failed: " + Files.readString(log));
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new Certificate(
                write(
                        folder.resolve(alias + ".pem"),
                        "CERTIFICATE",
                        keys.getCertificate(alias).getEncoded()),
                write(
                        folder.resolve(alias + ".key"),
                        "PRIVATE KEY",
                        keys.getKey(alias, PASSWORD.toCharArray()).getEncoded()));
    }

    private static Path write(Path file, String kind, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n", US_ASCII);
    }
}
