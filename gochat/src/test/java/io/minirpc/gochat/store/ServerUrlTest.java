package io.minirpc.gochat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {
    @Test
    void partsAreRead() {
        assertThat(ServerUrl.parse("mysql://ada:p%40ss%3A%2F+word@db.example.org:3307/gochat"))
                .isEqualTo(new ServerUrl("db.example.org", 3307, "gochat", "ada", "p@ss:/+word", false, null));
        assertThat(ServerUrl.parse("mariadb://root@127.0.0.1/chat_1"))
                .isEqualTo(new ServerUrl("127.0.0.1", 3306, "chat_1", "root", "", false, null));
        assertThat(ServerUrl.parse("mysql://a:b@[::1]:3306/c?tls=verify"))
                .isEqualTo(new ServerUrl("[::1]", 3306, "c", "a", "b", true, null));
        assertThat(ServerUrl.parse("mysql://a:b@db/c?tls=verify&ca=/etc/gochat/ca.pem"))
                .isEqualTo(new ServerUrl("db", 3306, "c", "a", "b", true, Path.of("/etc/gochat/ca.pem")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "postgres://ada:secret@host/chat",
                "mysql://ada:secret@host",
                "mysql://ada:secret@host/",
                "mysql://ada:secret@host/a/b",
                "mysql://ada:secret@host/chat?tls=off",
                "mysql://ada:secret@host/chat?ca=/ca.pem",
                "mysql://ada:secret@host/chat?tls=verify&ca=",
                "mysql://ada:secret@host/chat?tls=verify&ca=/ca.pem&allowLocalInfile=true",
                "mysql://ada:secret@host/chat%3FallowLocalInfile=true",
                "mysql://:secret@host/chat",
                "mysql://host/secret",
                "mysql://ada:sec ret@host/chat",
                "mysql://ada:secret@host:port/chat"
            })
    void anythingElseIsRefusedWithoutItsPassword(String text) {
        assertThatThrownBy(() -> ServerUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: mysql://USER:PASSWORD@HOST:PORT/DATABASE")
                .message()
                .doesNotContain("secret", "ret@");
    }

    @Test
    void textHasNoPassword() {
        assertThat(ServerUrl.parse("mysql://ada:secret@host/chat")).hasToString("mysql://ada@host:3306/chat");
    }
}
