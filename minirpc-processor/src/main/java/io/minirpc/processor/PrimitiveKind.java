package io.minirpc.processor;

import com.palantir.javapoet.CodeBlock;
import io.minirpc.annotation.RpcField.Encoding;
import java.util.Locale;
import javax.lang.model.type.TypeKind;

/** The primitive types, and what the runtime calls their reads, writes and codecs. */
enum PrimitiveKind {
    BOOLEAN("Bool", "Bool", "Bool", "BOOL", "false", "false"),
    BYTE("Int32", "Int8", "Int32", "INT8", "0", "(byte) 0"),
    SHORT("Int32", "Int16", "Int32", "INT16", "0", "(short) 0"),
    CHAR("Int32", "Char", "Char", "CHAR", "0", "'\\0'"),
    INT("Int32", "Int32", "Int32", "INT32", "0", "0"),
    LONG("Int64", "Int64", "Int64", "INT64", "0", "0L"),
    FLOAT("Float", "Float", "Float", "FLOAT", "0", "0f"),
    DOUBLE("Double", "Double", "Double", "DOUBLE", "0", "0d");

    private final String wire;
    private final String read;
    private final String json;
    private final String codec;
    private final String zero;
    private final String boxedZero;

    PrimitiveKind(String wire, String read, String json, String codec, String zero, String boxedZero) {
        this.wire = wire;
        this.read = read;
        this.json = json;
        this.codec = codec;
        this.zero = zero;
        this.boxedZero = boxedZero;
    }

    static PrimitiveKind of(TypeKind kind) {
        return valueOf(kind.name());
    }

    boolean hasEncodings() {
        return this == INT || this == LONG;
    }

    /** Returns the method of the wire's writer, such as {@code writeSint32}. */
    String wireWrite(Encoding encoding) {
        return "write" + (hasEncodings() ? encoded(encoding) : wire);
    }

    String wireRead(Encoding encoding) {
        return "read" + (hasEncodings() ? encoded(encoding) : read);
    }

    String jsonWrite() {
        return "write" + json;
    }

    String jsonRead() {
        return "read" + read;
    }

    /** Returns the constant of {@code Codecs} for the boxed type. */
    String codec(Encoding encoding) {
        return hasEncodings() ? encoded(encoding).toUpperCase(Locale.ROOT) : codec;
    }

    /** Returns the constant of {@code Codecs} for arrays. */
    String arrayCodec(Encoding encoding) {
        return this == BYTE ? "BYTES" : codec(encoding) + "_ARRAY";
    }

    /** Returns what a local variable starts with. */
    CodeBlock zero() {
        return CodeBlock.of(zero);
    }

    /** Returns zero as an expression whose type is this one. */
    CodeBlock boxedZero() {
        return CodeBlock.of(boxedZero);
    }

    private String encoded(Encoding encoding) {
        String size = this == INT ? "32" : "64";
        return switch (encoding) {
            case VARINT -> "Int" + size;
            case ZIGZAG -> "Sint" + size;
            case FIXED -> "Sfixed" + size;
        };
    }
}
