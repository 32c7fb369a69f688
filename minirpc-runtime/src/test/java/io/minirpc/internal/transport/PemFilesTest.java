package io.minirpc.internal.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.tls.TestAuthority;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as openssl, editors and tools of Windows write them. */
class PemFilesTest {
    @TempDir
    Path folder;

    private String certificate;
    private String authority;
    private String key;

    @BeforeEach
    void issue() throws IOException {
        TestAuthority issuer = new TestAuthority(folder, "ca");
        TestAuthority.Identity identity = issuer.issue("localhost");
        certificate = Files.readString(identity.certificate());
        authority = Files.readString(issuer.file);
        key = Files.readString(identity.key());
    }

    @Test
    void keyAndCertificatesMayBeInOneFileInAnyOrder() throws IOException {
        assertUsable(certificate + authority + key, ISO_8859_1);
        assertUsable(key + certificate + authority, ISO_8859_1);
        assertUsable(certificate + key + authority, ISO_8859_1);
    }

    @Test
    void markOfTheByteOrderIsSkipped() throws IOException {
        assertUsable('\ufeff' + certificate + authority + key, UTF_8);
        assertUsable('\ufeff' + certificate + authority + key, UTF_16LE);
    }

    @Test
    void lineEndsOfWindowsAndMissingLastOnesAreRead() throws IOException {
        assertUsable((certificate + authority + key).replace("\n", "\r\n"), ISO_8859_1);
        assertUsable((certificate + authority + key).trim(), ISO_8859_1);
    }

    @Test
    void textBetweenTheBlocksIsSkipped() throws IOException {
        String text = "subject=CN = localhost\n  # key - not a secret = no; Zürich\n\n";
        assertUsable(text + certificate + text + authority + text + key + text, UTF_8);
    }

    @Test
    void blocksOfOtherKindsAreSkipped() throws IOException {
        String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        assertUsable(parameters + key + parameters + certificate + authority, ISO_8859_1);
    }

    @Test
    void certificateThatIsNoPemIsRead() throws Exception {
        X509Certificate parsed =
                PemFiles.certificates(write(certificate, ISO_8859_1)).get(0);
        Path der = Files.write(folder.resolve("server.der"), parsed.getEncoded());
        assertThat(PemFiles.certificates(der)).containsExactly(parsed);
    }

    @Test
    void encryptedKeyIsSaidToBeOne() throws IOException {
        assertKeyRefused(
                certificate + "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
                "it holds an encrypted private key, ENCRYPTED PRIVATE KEY (expected: PRIVATE KEY; remedy: openssl pkcs8");
        assertKeyRefused(
                "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,AB\n\nAAAA\n"
                        + "-----END EC PRIVATE KEY-----\n",
                "it holds an encrypted private key, EC PRIVATE KEY (expected: PRIVATE KEY; remedy: openssl pkcs8");
    }

    @Test
    void fileWithoutAKeyIsSaidToHaveNone() throws IOException {
        assertKeyRefused(certificate, "it holds no private key (expected: PRIVATE KEY; remedy: ");
        assertKeyRefused("", "it holds no private key (expected: PRIVATE KEY; remedy: ");
    }

    @Test
    void damagedFilesAreSaidToBeSo() throws IOException {
        String cut = "a block that begins in it does not end: it is damaged or cut off";
        assertKeyRefused(key.substring(0, key.length() - 30), cut);
        assertRefused(certificate.substring(0, certificate.length() - 30), cut);
        assertRefused(certificate + authority.substring(0, authority.length() - 30), cut);
        assertRefused(certificate.substring(0, certificate.length() - 30) + authority, cut);
        assertKeyRefused("-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n", "a key in it is not Base64");
        assertRefused(key, "it holds no certificate");
    }

    private void assertUsable(String text, Charset charset) throws IOException {
        Path file = write(text, charset);
        List<X509Certificate> chain = PemFiles.certificates(file);
        assertThat(chain).hasSize(2);
        assertThat(chain.get(0).getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
        assertThat(PemFiles.privateKey(file, chain.get(0)).getAlgorithm()).isEqualTo("EC");
    }

    private void assertKeyRefused(String text, String why) throws IOException {
        X509Certificate own =
                PemFiles.certificates(write(certificate, ISO_8859_1)).get(0);
        Path file = write(text, ISO_8859_1);
        assertThatThrownBy(() -> PemFiles.privateKey(file, own))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("TLS file " + file + ": " + why);
    }

    private void assertRefused(String text, String why) throws IOException {
        Path file = write(text, ISO_8859_1);
        assertThatThrownBy(() -> PemFiles.certificates(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("TLS file " + file + ": " + why);
    }

    private Path write(String text, Charset charset) throws IOException {
        return Files.writeString(folder.resolve("all.pem"), text, charset);
    }
}
