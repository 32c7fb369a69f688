package io.minirpc.internal.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.Unix;
import io.netty.channel.uring.IoUring;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolver;
import io.netty.util.Version;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Checks that the libraries on the class path are present and new enough. Frameworks may pin older ones, of which the
 * JVM reports nothing but a late {@code IncompatibleClassChangeError}. Thread-safe.
 */
public final class Libraries {
    private static final String NETTY =
            "import io.netty:netty-bom, 4.2 or newer, before what pins another version; Spring"
                    + " Boot has the property netty.version for that";
    private static final String JACKSON = "import com.fasterxml.jackson:jackson-bom, 2.16 or newer, before what pins"
            + " another version; Spring Boot has the property jackson-bom.version for that";
    private static final String SLF4J = "set org.slf4j:slf4j-api, and the logger's binding to it, to 2.0 or newer";

    private static volatile boolean fine;

    private Libraries() {}

    /**
     * Checks the class path, once in a process if it is correct.
     *
     * @throws IllegalStateException if a library is missing or too old, with what was found where and the remedy
     */
    public static void check() {
        if (fine) {
            return;
        }
        fail("Netty", "4.2 or newer, the same for all of its jars", NETTY, netty());
        fail("Jackson", "2.16 or newer", JACKSON, Stream.of(jackson()));
        fail("SLF4J", "2.0 or newer", SLF4J, Stream.of(slf4j()));
        fine = true;
    }

    // Lambdas without method references: a class is looked up when its lambda runs.

    private static Stream<Library> netty() {
        return Stream.of(
                netty("netty-common", () -> Version.class, () -> ThreadAwareExecutor.class),
                netty("netty-buffer", () -> ByteBuf.class, () -> ByteBuf.class),
                netty("netty-resolver", () -> AddressResolver.class, () -> AddressResolver.class),
                netty("netty-transport", () -> Channel.class, () -> MultiThreadIoEventLoopGroup.class),
                netty("netty-codec-base", () -> DecoderException.class, () -> DecoderException.class),
                netty("netty-handler", () -> SslHandler.class, () -> SslHandler.class),
                netty("netty-transport-native-unix-common", () -> Unix.class, () -> Unix.class)
                        .ifThere(),
                netty("netty-transport-classes-epoll", () -> Epoll.class, () -> EpollIoHandler.class)
                        .ifThere(),
                netty("netty-transport-classes-io_uring", () -> IoUring.class, () -> IoUring.class)
                        .ifThere());
    }

    private static Library netty(String name, Library.Lookup any, Library.Lookup recent) {
        return new Library(name, "Netty/", 4, 2, any, recent, false);
    }

    private static Library jackson() {
        return new Library(
                "jackson-core", "Jackson-core", 2, 16, () -> JsonFactory.class, () -> JsonRecyclerPools.class, false);
    }

    private static Library slf4j() {
        return new Library("slf4j-api", "slf4j-api", 2, 0, () -> Logger.class, () -> LoggingEventBuilder.class, false);
    }

    private static void fail(String name, String expected, String remedy, Stream<Library> libraries) {
        List<String> wrong =
                libraries.map(Library::fault).filter(Objects::nonNull).toList();
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(name + " on the class path: " + String.join(", ", wrong) + " (expected: "
                    + expected + "; remedy: " + remedy + ")");
        }
    }
}
