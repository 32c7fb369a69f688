package io.minirpc.tests.settings;

import io.micrometer.core.instrument.Tag;
import io.minirpc.MethodDescriptor;
import io.minirpc.MethodPolicy;
import io.minirpc.client.OutlierDetection;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.ExceptionCodec;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.Limits;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import io.minirpc.discovery.Endpoint;
import io.minirpc.filter.retry.HedgePolicy;
import io.minirpc.filter.retry.RetryBudget;
import io.minirpc.filter.retry.RetryPolicy;
import io.minirpc.server.ServiceBinding;
import io.minirpc.tls.TlsSettings;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** Two values of each type that settings have. They are known again wherever they are found. */
final class Samples {
    private static final Map<Class<?>, IntFunction<Object>> BY_TYPE = Map.ofEntries(
            Map.entry(boolean.class, i -> i == 0),
            Map.entry(int.class, i -> 7 + i),
            Map.entry(long.class, i -> 7L + i),
            Map.entry(double.class, i -> 0.25 + 0.5 * i),
            Map.entry(String.class, i -> "Sample.Text" + i),
            Map.entry(Duration.class, i -> Duration.ofMillis(300 + i)),
            Map.entry(Path.class, i -> Path.of("sample" + i + ".pem")),
            Map.entry(Endpoint.class, i -> Endpoint.of("10.0.0.1", 1000 + i)),
            Map.entry(Limits.class, i -> Limits.builder().maxDepth(7 + i).build()),
            Map.entry(OutlierDetection.class, i -> OutlierDetection.builder().build()),
            Map.entry(TlsSettings.class, i -> TlsSettings.builder().build()),
            Map.entry(MethodPolicy.class, i -> RetryPolicy.ofMillis(2 + i, 1, 1)),
            Map.entry(RetryPolicy.class, i -> RetryPolicy.ofMillis(2 + i, 1, 1)),
            Map.entry(HedgePolicy.class, i -> HedgePolicy.ofMillis(1, 2 + i)),
            Map.entry(RetryBudget.class, i -> RetryBudget.create()),
            Map.entry(Tag.class, i -> Tag.of("sample", "tag" + i)),
            Map.entry(ExceptionCodec.class, i -> new SampleCodec()),
            Map.entry(
                    ServiceBinding.class,
                    i -> ServiceBinding.builder("Sample" + i).build()),
            Map.entry(
                    MethodDescriptor.class,
                    i -> MethodDescriptor.builder("Sample", "method" + i, Codecs.STRING, Codecs.STRING)
                            .idempotent()
                            .build()));

    private final Map<Object, String> labels = new IdentityHashMap<>();

    /** Returns a value of a type, the same for the same number only where that is a value; fails for unknown types. */
    Object of(Type type, int number) {
        Object sample = make(type, number);
        labels.put(sample, "sample " + number + ": ");
        return sample;
    }

    /** Returns what tells a sample from others of its class; nothing for other objects. */
    String labelOf(Object value) {
        return labels.getOrDefault(value, "");
    }

    private Object make(Type type, int number) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == List.class || raw == Set.class || raw == Iterable.class) {
                Object element = of(bound(generic.getActualTypeArguments()[0]), number);
                return raw == Set.class ? new HashSet<>(Set.of(element)) : new ArrayList<>(List.of(element));
            }
            return make(raw, number);
        }
        Class<?> plain = (Class<?>) type;
        if (BY_TYPE.containsKey(plain)) {
            return BY_TYPE.get(plain).apply(number);
        }
        if (plain.isEnum()) {
            Object[] constants = plain.getEnumConstants();
            return constants[constants.length - 1 - number];
        }
        if (plain.isArray()) {
            Object array = Array.newInstance(plain.getComponentType(), 1);
            Array.set(array, 0, of(plain.getComponentType(), number));
            return array;
        }
        if (plain.isInterface()) {
            return Proxy.newProxyInstance(plain.getClassLoader(), new Class<?>[] {plain}, new Answers());
        }
        throw new AssertionError("no samples of " + type + " (remedy: add some here)");
    }

    private static Type bound(Type type) {
        return type instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : type;
    }

    /** Changes what a caller may change of a value that it gave away. */
    void spoil(Object sample) {
        if (sample instanceof Collection<?> collection) {
            collection.clear();
        } else if (sample instanceof Map<?, ?> map) {
            map.clear();
        } else if (sample instanceof Object[] array && array.length > 0) {
            array[0] = of(array.getClass().getComponentType(), 2);
        }
    }

    /** Answers for interfaces, none of whose work is asked for here. */
    private static final class Answers implements InvocationHandler {
        private static final Map<Class<?>, Object> NOTHING = new HashMap<>(Map.of(
                boolean.class, false, int.class, 0, CompletableFuture.class, CompletableFuture.completedFuture(null)));

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> "a sample";
                default -> NOTHING.get(method.getReturnType());
            };
        }
    }

    private static final class SampleCodec extends ExceptionCodec<IllegalStateException> {
        SampleCodec() {
            super("Sample", IllegalStateException.class);
        }

        @Override
        public void write(IllegalStateException e, WireWriter out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public IllegalStateException read(WireReader in) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void writeJson(IllegalStateException e, JsonWriter out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public IllegalStateException readJson(JsonReader in) {
            throw new UnsupportedOperationException();
        }
    }
}
