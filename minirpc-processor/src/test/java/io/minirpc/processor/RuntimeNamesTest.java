package io.minirpc.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import io.minirpc.annotation.RpcField.Encoding;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.ScalarCodec;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import io.minirpc.processor.schema.ScalarKind;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the processor knows by name only is there in the runtime. */
class RuntimeNamesTest {
    @Test
    void everyClassExists() throws Exception {
        for (Field field : RuntimeNames.class.getDeclaredFields()) {
            if (field.getType() == ClassName.class) {
                String name = ((ClassName) field.get(null)).reflectionName();
                assertThat(Class.forName(name)).isPublic();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodForPrimitivesExists(PrimitiveKind kind) {
        for (Encoding encoding : Encoding.values()) {
            assertThat(methods(WireWriter.class)).contains(kind.wireWrite(encoding));
            assertThat(methods(WireReader.class)).contains(kind.wireRead(encoding));
            assertThat(methods(JsonWriter.class)).contains(kind.jsonWrite());
            assertThat(methods(JsonReader.class)).contains(kind.jsonRead());
            ScalarKind scalar = kind.scalar(encoding);
            CodecModel array = TypeReader.primitiveArray(TypeName.INT, scalar);
            assertThat(Codecs.class).hasPublicFields(CodecNames.of(scalar), ((CodecModel.Constant) array).name());
        }
    }

    @Test
    void everyConstantIsWhatTheTableSays() throws Exception {
        for (String type : KnownTypes.scalars()) {
            Field constant = Codecs.class.getField(CodecNames.of(KnownTypes.scalar(type)));
            assertThat(constant.getType()).isAssignableFrom(ScalarCodec.class);
            assertThat(constant.getGenericType().getTypeName()).endsWith("<" + type + ">");
        }
        for (String type : List.of("OptionalInt", "OptionalLong", "OptionalDouble")) {
            Field constant = Codecs.class.getField(CodecNames.ofOptional(KnownTypes.optional("java.util." + type)));
            assertThat(constant.getGenericType().getTypeName()).endsWith("<java.util." + type + ">");
        }
        assertThat(Codecs.class).hasPublicFields(CodecNames.NOTHING);
    }

    private static Set<String> methods(Class<?> type) {
        return Arrays.stream(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
    }
}
