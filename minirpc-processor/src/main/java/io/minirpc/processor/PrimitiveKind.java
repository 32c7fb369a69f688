package io.minirpc.processor;

import com.palantir.javapoet.CodeBlock;
import io.minirpc.annotation.RpcField.Encoding;
import io.minirpc.processor.schema.ScalarKind;
import javax.lang.model.type.TypeKind;

/** The primitive types, and what the runtime calls their reads and writes. */
enum PrimitiveKind {
    BOOLEAN("Bool", "Bool", "Bool", ScalarKind.BOOL, "false", "false"),
    BYTE("Int32", "Int8", "Int32", ScalarKind.INT8, "0", "(byte) 0"),
    SHORT("Int32", "Int16", "Int32", ScalarKind.INT16, "0", "(short) 0"),
    CHAR("Int32", "Char", "Char", ScalarKind.CHAR, "0", "'\\0'"),
    INT("Int32", "Int32", "Int32", ScalarKind.INT32, "0", "0"),
    LONG("Int64", "Int64", "Int64", ScalarKind.INT64, "0", "0L"),
    FLOAT("Float", "Float", "Float", ScalarKind.FLOAT, "0", "0f"),
    DOUBLE("Double", "Double", "Double", ScalarKind.DOUBLE, "0", "0d");

    private final String wire;
    private final String read;
    private final String json;
    private final ScalarKind scalar;
    private final String zero;
    private final String boxedZero;

    PrimitiveKind(String wire, String read, String json, ScalarKind scalar, String zero, String boxedZero) {
        this.wire = wire;
        this.read = read;
        this.json = json;
        this.scalar = scalar;
        this.zero = zero;
        this.boxedZero = boxedZero;
    }

    static PrimitiveKind of(TypeKind kind) {
        return valueOf(kind.name());
    }

    /** Returns the method of the wire's writer, such as {@code writeSint32}. */
    String wireWrite(Encoding encoding) {
        return "write" + encoded(encoding, wire);
    }

    String wireRead(Encoding encoding) {
        return "read" + encoded(encoding, read);
    }

    String jsonWrite() {
        return "write" + json;
    }

    String jsonRead() {
        return "read" + read;
    }

    /** Returns what travels. */
    ScalarKind scalar(Encoding encoding) {
        return Encodings.encoded(scalar, encoding);
    }

    /** Returns what a local variable starts with. */
    CodeBlock zero() {
        return CodeBlock.of(zero);
    }

    /** Returns zero as an expression whose type is this one. */
    CodeBlock boxedZero() {
        return CodeBlock.of(boxedZero);
    }

    private String encoded(Encoding encoding, String plain) {
        return Encodings.apply(scalar) ? Names.upperFirst(scalar(encoding).word()) : plain;
    }
}
