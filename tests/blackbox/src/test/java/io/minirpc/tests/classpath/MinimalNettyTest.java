package io.minirpc.tests.classpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.uring.IoUring;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of Netty's jars those that the README names are enough; without any of the native transports it is NIO. */
class MinimalNettyTest {

    @Test
    void handlerAndWhatItNeedsIsEnough() throws Exception {
        assertThat(ClassPath.minimal().run(List.of())).isEqualTo(GreetProgram.ANSWERS);
    }

    @Test
    void epollIsEnoughWithoutIoUring() throws Exception {
        ClassPath epoll = ClassPath.minimal().with("transport-classes-epoll", "transport-native-epoll");
        assertThat(epoll.run(List.of())).isEqualTo(GreetProgram.ANSWERS);
        assertThat(epoll.run(List.of("-Dio.minirpc.transport=nio"))).isEqualTo(GreetProgram.ANSWERS);
    }

    @Test
    void epollsClassesWithoutItsLibraryAreNio() throws Exception {
        assertThat(ClassPath.minimal().with("transport-classes-epoll").run(List.of()))
                .isEqualTo(GreetProgram.ANSWERS);
    }

    @Test
    void epollWithoutTheClassesOfUnixIsNio() throws Exception {
        assertThat(ClassPath.minimal()
                        .with("transport-classes-epoll")
                        .without("netty-transport-native-unix-common")
                        .run(List.of()))
                .isEqualTo(GreetProgram.ANSWERS);
    }

    @Test
    void ioUringIsEnoughWithoutEpoll() throws Exception {
        assumeTrue(IoUring.isAvailable());
        ClassPath ioUring = ClassPath.minimal().with("transport-classes-io_uring", "transport-native-io_uring");
        assertThat(ioUring.run(List.of())).isEqualTo(GreetProgram.ANSWERS);
        assertThat(ioUring.run(List.of("-Dio.minirpc.transport=io_uring"))).isEqualTo(GreetProgram.ANSWERS);
    }

    @Test
    void transportThatIsNamedAndMissingIsOneClearError() throws Exception {
        for (String name : List.of("epoll", "io_uring")) {
            assertThat(ClassPath.minimal().run(List.of("-Dio.minirpc.transport=" + name)))
                    .singleElement()
                    .asString()
                    .startsWith("java.lang.IllegalStateException: io.minirpc.transport: " + name
                            + " (expected: one that this system has): netty-transport-classes-" + name
                            + " or what it needs is not on the class path: ");
        }
    }
}
