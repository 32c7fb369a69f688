package io.minirpc.samples.features;

import io.minirpc.RpcException;

/** Puts failures into words. */
final class Failures {
    private static final int MAX_CHARS = 160;

    private Failures() {}

    static String describe(Exception e) {
        String text = e instanceof RpcException rpc ? rpc.code() + ": " + e.getMessage() : e.toString();
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
    }
}
