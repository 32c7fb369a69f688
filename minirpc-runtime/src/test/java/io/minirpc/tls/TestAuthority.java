package io.minirpc.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;

/** A certificate authority of a test, which writes what it issues as PEM files. Encodes X.509 (RFC 5280) by hand. */
public final class TestAuthority {
    private static final byte[] ECDSA_WITH_SHA256 = sequence(hex("06082a8648ce3d040302"));
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Instant NOW = Instant.now();

    private final Path folder;
    private final String name;
    private final KeyPair keys = newKeys();

    /** The file to trust. */
    public final Path file;

    public TestAuthority(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        byte[] isAuthority = sequence(hex("0603551d13"), hex("0101ff"), hex("040530030101ff"));
        file = write(name + ".pem", "CERTIFICATE", sign(name, keys, day(-1), day(1), isAuthority));
    }

    public record Identity(Path certificate, Path key) {
        public TlsSettings.Builder tls() {
            return TlsSettings.builder().certificate(certificate, key);
        }
    }

    /** Issues a certificate for today; the files carry its host's name. */
    public Identity issue(String host) {
        return issue(host, day(-1), day(1));
    }

    public Identity issue(String host, Instant from, Instant until) {
        KeyPair own = newKeys();
        byte[] dnsName = tagged(0x82, host.getBytes(StandardCharsets.US_ASCII));
        byte[] names = sequence(hex("0603551d11"), tagged(0x04, sequence(dnsName)));
        Path certificate = write(host + ".pem", "CERTIFICATE", sign(host, own, from, until, names));
        return new Identity(
                certificate,
                write(host + ".key", "PRIVATE KEY", own.getPrivate().getEncoded()));
    }

    public static Instant day(int fromToday) {
        return NOW.plus(fromToday, ChronoUnit.DAYS);
    }

    private byte[] sign(String subject, KeyPair owner, Instant from, Instant until, byte[] extension) {
        byte[] toSign = sequence(
                tagged(0xa0, hex("020102")),
                tagged(0x02, BigInteger.valueOf(System.nanoTime()).toByteArray()),
                ECDSA_WITH_SHA256,
                nameOf(name),
                sequence(time(from), time(until)),
                nameOf(subject),
                owner.getPublic().getEncoded(),
                tagged(0xa3, sequence(extension)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(toSign);
            return sequence(toSign, ECDSA_WITH_SHA256, tagged(0x03, new byte[1], signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Path write(String fileName, String kind, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        try {
            return Files.writeString(
                    folder.resolve(fileName),
                    "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, base64, kind));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] nameOf(String commonName) {
        byte[] text = tagged(0x0c, commonName.getBytes(StandardCharsets.UTF_8));
        return sequence(tagged(0x31, sequence(hex("0603550403"), text)));
    }

    private static byte[] time(Instant instant) {
        return tagged(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length > 0xff) {
            out.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
        } else if (length > 0x7f) {
            out.writeBytes(new byte[] {(byte) 0x81, (byte) length});
        } else {
            out.write(length);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
