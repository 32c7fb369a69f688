package io.minirpc.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.minirpc.MethodDescriptor;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.samples.arith.Arith;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Looks at the byte code of runtime, annotations and samples, generated classes included, for what finds code by its
 * name.
 */
class ClassFilesTest {
    /** Looks up Thread.startVirtualThread, once, for code compiled for JDK 17. */
    private static final String ALLOWED = "io.minirpc.server.HandlerThreads";

    private static final Set<String> FORBIDDEN_TYPES = Set.of(
            "java.lang.ClassLoader",
            "java.lang.invoke.MethodHandle",
            "java.lang.invoke.MethodHandleProxies",
            "java.lang.invoke.LambdaMetafactory",
            "java.io.ObjectInputStream",
            "java.io.ObjectOutputStream",
            "java.beans.Introspector",
            "java.util.ServiceLoader",
            "javax.script.ScriptEngineManager",
            "sun.misc.Unsafe",
            "jdk.internal.misc.Unsafe");

    private static final Set<String> FORBIDDEN_METHODS_OF_CLASS = Set.of(
            "forName",
            "newInstance",
            "getMethod",
            "getMethods",
            "getDeclaredMethod",
            "getDeclaredMethods",
            "getField",
            "getFields",
            "getDeclaredField",
            "getDeclaredFields",
            "getConstructor",
            "getConstructors",
            "getDeclaredConstructor",
            "getDeclaredConstructors",
            "getRecordComponents",
            "getEnumConstants",
            "getClassLoader",
            "getResource",
            "getAnnotation");

    /**
     * Of a look-up only the handles of variables may be asked for: they replace atomic field updaters, and name no
     * methods.
     */
    private static final Set<String> ALLOWED_METHODS_OF_LOOKUP = Set.of("findVarHandle", "findStaticVarHandle");

    private static final Set<String> ALLOWED_METHODS_OF_METHOD_HANDLES =
            Set.of("lookup", "byteArrayViewVarHandle", "byteBufferViewVarHandle", "arrayElementVarHandle");

    private static final JavaClasses CLASSES = ArchConfiguration.withThreadLocalScope(settings -> {
        settings.setResolveMissingDependenciesFromClassPath(false); // the names of other classes will do
        return new ClassFileImporter()
                .importUrls(List.of(
                        location(MethodDescriptor.class), location(RpcInterface.class), location(Arith.class)));
    });

    @Test
    void nothingIsFoundByItsNameWhileTheProgramRuns() {
        Set<String> offenders = new TreeSet<>();
        List<String> offences = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            List<String> found = offences(type);
            if (!found.isEmpty()) {
                offenders.add(outermost(type).getName());
                offences.addAll(found);
            }
        }
        assertThat(offenders).as("%s", String.join("\n", offences)).containsExactly(ALLOWED);
    }

    @Test
    void theScanSeesWhatItIsMeantToSee() {
        JavaClass bad = new ClassFileImporter().importClass(Bad.class);

        assertThat(offences(bad))
                .anyMatch(offence -> offence.contains("java.lang.reflect.Method"))
                .anyMatch(offence -> offence.contains("java.lang.Class.forName"))
                .anyMatch(offence -> offence.contains("java.lang.reflect.Proxy"))
                .anyMatch(offence -> offence.contains("java.util.ServiceLoader"))
                .anyMatch(offence -> offence.contains("Lookup.findStatic"));
        assertThat(CLASSES.contain("io.minirpc.samples.hello.BakeryStub")).isTrue();
        assertThat(CLASSES.contain("io.minirpc.samples.arith.ArithMethods")).isTrue();
        assertThat(CLASSES.contain("io.minirpc.client.RpcClient")).isTrue();
    }

    private static List<String> offences(JavaClass type) {
        List<String> found = new ArrayList<>();
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            if (target.getPackageName().startsWith("java.lang.reflect") || FORBIDDEN_TYPES.contains(target.getName())) {
                found.add(dependency.getDescription());
            }
        }
        for (JavaCodeUnitAccess<?> access : type.getCodeUnitAccessesFromSelf()) {
            if (isForbidden(access.getTarget())) {
                found.add(access.getDescription());
            }
        }
        return found;
    }

    private static boolean isForbidden(CodeUnitAccessTarget target) {
        String name = target.getName();
        return switch (target.getOwner().getName()) {
            case "java.lang.Class" -> FORBIDDEN_METHODS_OF_CLASS.contains(name);
            case "java.lang.invoke.MethodHandles" -> !ALLOWED_METHODS_OF_METHOD_HANDLES.contains(name);
            case "java.lang.invoke.MethodHandles$Lookup" -> !ALLOWED_METHODS_OF_LOOKUP.contains(name);
            default -> false;
        };
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ClassFilesTest::outermost).orElse(type);
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** What must not be done, to try the scan on. */
    @SuppressWarnings({"unused", "ReturnValueIgnored"})
    private static final class Bad {
        Object invoke(java.lang.reflect.Method method) throws Exception {
            return method.invoke(this);
        }

        Object load(String name) throws Exception {
            return Class.forName(name);
        }

        Object proxy() {
            return java.lang.reflect.Proxy.newProxyInstance(null, new Class<?>[] {Runnable.class}, (a, b, c) -> null);
        }

        Object services() {
            return java.util.ServiceLoader.load(Runnable.class);
        }

        Object handle() throws Exception {
            return java.lang.invoke.MethodHandles.lookup()
                    .findStatic(Thread.class, "yield", java.lang.invoke.MethodType.methodType(void.class));
        }
    }
}
