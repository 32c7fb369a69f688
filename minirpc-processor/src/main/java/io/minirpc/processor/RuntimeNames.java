package io.minirpc.processor;

import com.palantir.javapoet.ClassName;

/**
 * Classes that generated code uses. The processor does not depend on the runtime; a test looks each of these up in it.
 */
final class RuntimeNames {
    private static final String ROOT = "io.minirpc";
    private static final String CODEC = "io.minirpc.codec";
    private static final String RETRY = "io.minirpc.filter.retry";
    private static final String LIMIT = "io.minirpc.filter.limit";

    static final ClassName GENERATED = ClassName.get("io.minirpc.annotation", "Generated");

    static final ClassName CHANNEL = ClassName.get(ROOT, "Channel");
    static final ClassName RPC_EXCEPTION = ClassName.get(ROOT, "RpcException");
    static final ClassName METHOD_DESCRIPTOR = ClassName.get(ROOT, "MethodDescriptor");
    static final ClassName RETRY_POLICY = ClassName.get(RETRY, "RetryPolicy");
    static final ClassName HEDGE_POLICY = ClassName.get(RETRY, "HedgePolicy");
    static final ClassName RATE_LIMIT_POLICY = ClassName.get(LIMIT, "RateLimitPolicy");
    static final ClassName SERVICE_BINDING = ClassName.get("io.minirpc.server", "ServiceBinding");

    static final ClassName CODEC_BASE = ClassName.get(CODEC, "Codec");
    static final ClassName SCALAR_CODEC = ClassName.get(CODEC, "ScalarCodec");
    static final ClassName MESSAGE_CODEC = ClassName.get(CODEC, "MessageCodec");
    static final ClassName EXCEPTION_CODEC = ClassName.get(CODEC, "ExceptionCodec");
    static final ClassName CODECS = ClassName.get(CODEC, "Codecs");
    static final ClassName WIRE_WRITER = ClassName.get(CODEC, "WireWriter");
    static final ClassName WIRE_READER = ClassName.get(CODEC, "WireReader");
    static final ClassName JSON_WRITER = ClassName.get(CODEC, "JsonWriter");
    static final ClassName JSON_READER = ClassName.get(CODEC, "JsonReader");
    static final ClassName TEXT_PRINTER = ClassName.get(CODEC, "TextPrinter");
    static final ClassName JSON_NAME = ClassName.get(CODEC, "JsonName");
    static final ClassName JSON_FIELDS = ClassName.get(CODEC, "JsonFields");

    private RuntimeNames() {}
}
