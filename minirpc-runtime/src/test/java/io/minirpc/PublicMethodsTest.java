package io.minirpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The public methods of the classes that everybody meets. A new one that only the runtime needs belongs to
 * {@link io.minirpc.internal.Internals}; one that users need is added here.
 */
class PublicMethodsTest {
    static Stream<Arguments> classes() {
        return Stream.of(
                Arguments.of(
                        CallContext.class,
                        "current create fork with get metadata hasDeadline remaining remainingNanos isCancelled cancel"
                                + " onCancel run call wrap"),
                Arguments.of(
                        Invocation.class,
                        "side method arguments metadata context remaining hashKey peer withArguments withMetadata"
                                + " withContext withTimeout toString"),
                Arguments.of(
                        Reply.class,
                        "of failed notExecuted completed isOk value failure code isNotExecuted metadata exchange"
                                + " withValue withFailure withMetadata toString"),
                Arguments.of(Exchange.class, "peer seq requestBytes replyBytes"),
                Arguments.of(RpcException.class, "new notExecuted withMetadata metadata isNotExecuted code toString"),
                Arguments.of(
                        MethodDescriptor.class,
                        "builder service method fullName id arguments reply declared timeoutNanos isIdempotent policy"
                                + " hashKey toString"));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void publicMethodsAreThoseThatUsersNeed(Class<?> type, String expected) {
        Set<String> names = new TreeSet<>();
        Stream.of(type.getDeclaredMethods(), type.getDeclaredConstructors())
                .flatMap(Arrays::stream)
                .filter(member -> Modifier.isPublic(member.getModifiers()) && !member.isSynthetic())
                .map(Executable.class::cast)
                .forEach(member -> names.add(member.getName().equals(type.getName()) ? "new" : member.getName()));
        assertThat(names).containsExactlyInAnyOrder(expected.split(" "));
    }
}
