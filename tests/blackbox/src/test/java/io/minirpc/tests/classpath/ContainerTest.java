package io.minirpc.tests.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread of a container that served an application keeps nothing of it. */
class ContainerTest {
    @ParameterizedTest
    @ValueSource(strings = {"start", "build", "first call", "calls", "close"})
    void threadThatStaysKeepsNoClassLoader(String what) throws Exception {
        String application = String.join(
                File.pathSeparator,
                ClassPath.minimal()
                        .with("transport-classes-epoll", "transport-native-epoll")
                        .entries());
        List<String> printed =
                ClassPath.tests().run(ContainerProgram.class, List.of("-Dapplication=" + application), what);
        assertThat(printed).containsExactly("kept: 0");
    }
}
