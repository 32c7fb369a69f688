package io.minirpc.processor.faults;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.minirpc.codec.Codec;
import io.minirpc.processor.CompiledClasses;
import io.minirpc.processor.Sources;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes without setters, which are made by their constructors. */
class ImmutablesTest {
    private static final String MEMBERS = """
                private final String name;
                private final Integer age;
                private final boolean active;
                public String getName() { return name; }
                public Integer getAge() { return age; }
                public boolean isActive() { return active; }
                public static Person sample() { return new Person("Ada", null, true); }
                @Override public String toString() { return name + " " + age + " " + active; }
            """;

    private static String person(String members) {
        return "package k; import io.minirpc.annotation.*; import java.util.*;\n@RpcMessage public final class Person {\n"
                + members + "}\n";
    }

    private static String constructor(String parameters) {
        return "public Person(" + parameters + ") { this.name = name; this.age = age; this.active = active; }\n";
    }

    private static Compilation compile(String source) {
        return Sources.compile(List.of(JavaFileObjects.forSourceString("k.Person", source)));
    }

    private static void assertArrives(String source, String text, String json) throws Exception {
        Compilation compilation = compile(source);
        assertThat(compilation).succeededWithoutWarnings();
        ClassLoader classes = new CompiledClasses(compilation);
        Object sample = classes.loadClass("k.Person").getMethod("sample").invoke(null);
        @SuppressWarnings("unchecked") // the codec of the source above
        Codec<Object> codec = (Codec<Object>)
                classes.loadClass("k.PersonCodec").getField("INSTANCE").get(null);
        assertThat(sample).hasToString(text);
        assertThat(codec.toJson(sample)).isEqualTo(json);
        assertThat(codec.fromBytes(codec.toBytes(sample))).hasToString(text);
        assertThat(codec.fromJson(codec.toJson(sample))).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String name, Integer age, boolean active",
                "boolean active, @RpcField(number = 7) Integer age, String name",
            })
    void parametersAreNamedLikeGetters(String parameters) throws Exception {
        String json = parameters.startsWith("String")
                ? "{\"name\":\"Ada\",\"active\":true}"
                : "{\"active\":true,\"name\":\"Ada\"}";
        String source = person(constructor(parameters) + MEMBERS);
        assertArrives(
                parameters.startsWith("String")
                        ? source
                        : source.replace("new Person(\"Ada\", null, true)", "new Person(true, null, \"Ada\")"),
                "Ada null true",
                json);
    }

    @Test
    void accessorsMayBeNamedLikeFields() throws Exception {
        assertArrives(
                person(constructor("String name, @RpcField(name = \"years\") Integer age, boolean active")
                        + MEMBERS.replace("getName", "name")
                                .replace("getAge", "age")
                                .replace("null, true", "36, true")),
                "Ada 36 true",
                "{\"name\":\"Ada\",\"years\":36,\"active\":true}");
    }

    @Test
    void fieldsMayBeNamedLikeTheirGetters() throws Exception { // as Kotlin names them
        String members = (constructor("String name, Integer age, boolean active") + MEMBERS)
                .replaceAll("\\bactive\\b", "isActive");
        assertArrives(person(members), "Ada null true", "{\"name\":\"Ada\",\"active\":true}");
    }

    @Test
    void shorterConstructorsAreLeftAlone() throws Exception {
        assertArrives(
                person(constructor("String name, Integer age, boolean active")
                        + "public Person(String name) { this(name, 1, true); }\n"
                        + "public Person() { this(\"\"); }\n" + MEMBERS),
                "Ada null true",
                "{\"name\":\"Ada\",\"active\":true}");
    }

    @Test
    void whatIsComputedFromOthersDoesNotTravel() throws Exception {
        assertArrives(
                person(constructor("String name, Integer age, boolean active") + MEMBERS
                        + "public int getLength() { return name.length(); }\n"
                        + "private transient int hash;\n"),
                "Ada null true",
                "{\"name\":\"Ada\",\"active\":true}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String title, Integer age, boolean active", // another name
                "String name, int age, boolean active", // another type
                "String name, Integer age", // one would be lost
            })
    void otherConstructorsAreAnError(String parameters) {
        String body = parameters.contains("active") ? constructor(parameters) : constructor(parameters + ", boolean x");
        String source = person(body.replace("this.name = name", "this.name = null")
                        .replace("this.active = active", "this.active = true")
                + MEMBERS);
        assertThat(compile(source)).hadErrorContaining("[NoConstructor] Person: ");
    }

    @Test
    void constructorThatThrowsIsAnError() {
        String source = person(
                constructor("String name, Integer age, boolean active").replace(") {", ") throws java.io.IOException {")
                        + MEMBERS.replace(
                                "public static Person sample() {", "public static Person sample() throws Exception {"));
        assertThat(compile(source))
                .hadErrorContaining("[ThrowingMember] Person: the constructor throws the checked IOException");
    }
}
