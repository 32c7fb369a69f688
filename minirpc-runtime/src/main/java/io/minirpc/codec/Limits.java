package io.minirpc.codec;

import com.fasterxml.jackson.core.JsonFactory;

/**
 * How much a peer may send and a side may write, checked against what is there before anything is allocated. Immutable
 * and thread-safe.
 */
public final class Limits {
    /** The defaults: see {@link Builder}. */
    public static final Limits DEFAULT = builder().build();

    private final int maxFrameBytes;
    private final int maxMetadataBytes;
    private final int maxDepth;
    private final int maxElements;
    private final int maxStringLength;
    private final JsonFactory json;

    private Limits(Builder builder) {
        maxFrameBytes = builder.maxFrameBytes;
        maxMetadataBytes = builder.maxMetadataBytes;
        maxDepth = builder.maxDepth;
        maxElements = builder.maxElements;
        maxStringLength = builder.maxStringLength;
        json = JsonFormat.factory(maxDepth, maxStringLength);
    }

    /** Starts limits that are the defaults where nothing else is said. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the most bytes that a frame's body may have, or a value outside of calls. */
    public int maxFrameBytes() {
        return maxFrameBytes;
    }

    /** Returns the most bytes the keys and values of a call's metadata may have together. */
    public int maxMetadataBytes() {
        return maxMetadataBytes;
    }

    /** Returns how deep messages, collections and JSON may be nested. */
    public int maxDepth() {
        return maxDepth;
    }

    /** Returns the most elements a collection, map or array may have. */
    public int maxElements() {
        return maxElements;
    }

    /** Returns the most UTF-16 units a string may have. */
    public int maxStringLength() {
        return maxStringLength;
    }

    /** Checks how many elements a collection has. */
    void checkElements(int count) {
        if (count > maxElements) {
            throw CodecException.tooLarge("more than " + maxElements + " elements, the limit");
        }
    }

    /** Checks how deep what is written is nested. */
    void checkDepth(int depth) {
        if (depth > maxDepth) {
            throw new CodecException("nested deeper than " + maxDepth + " levels; a cycle of objects cannot be sent");
        }
    }

    /** Returns what makes JSON parsers that keep to these limits. */
    JsonFactory json() {
        return json;
    }

    /** Collects limits. Not thread-safe. Each setting must be at least 1. */
    public static final class Builder {
        private int maxFrameBytes = 4 << 20;
        private int maxMetadataBytes = 8 << 10;
        private int maxDepth = 64;
        private int maxElements = 65_536;
        private int maxStringLength = 1 << 20;

        private Builder() {}

        /** Sets the most bytes of a frame's body, or of a value outside of calls; at most 1 GiB. Default: 4 MiB. */
        public Builder maxFrameBytes(int bytes) {
            maxFrameBytes = inRange("maxFrameBytes", bytes, 1 << 30);
            return this;
        }

        /** Sets the most bytes of a call's metadata; 8 KiB by default, 1 MiB at most. */
        public Builder maxMetadataBytes(int bytes) {
            maxMetadataBytes = inRange("maxMetadataBytes", bytes, 1 << 20);
            return this;
        }

        /** Sets the deepest nesting; 64 by default, 256 at most, since reading goes down the thread's stack. */
        public Builder maxDepth(int depth) {
            maxDepth = inRange("maxDepth", depth, 256);
            return this;
        }

        /** Sets the most elements of a collection; 65,536 by default. */
        public Builder maxElements(int elements) {
            maxElements = inRange("maxElements", elements, Integer.MAX_VALUE - 8);
            return this;
        }

        /** Sets the longest string, in UTF-16 units; 1 MiB by default, 256 Mi at most. */
        public Builder maxStringLength(int chars) {
            maxStringLength = inRange("maxStringLength", chars, 1 << 28);
            return this;
        }

        /** Returns the limits. */
        public Limits build() {
            return new Limits(this);
        }

        private static int inRange(String what, int value, int max) {
            if (value < 1 || value > max) {
                throw new IllegalArgumentException(what + ": " + value + " (expected: 1 to " + max + ")");
            }
            return value;
        }
    }
}
