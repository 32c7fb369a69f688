package io.minirpc.codec;

import java.nio.CharBuffer;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The codecs of arrays of primitives: repeated fields, packed. */
final class PrimitiveArrays {
    private static final int FIRST_CAPACITY = 16;

    private PrimitiveArrays() {}

    /**
     * What all of them share.
     *
     * @param <A> the array's type
     */
    private abstract static class PrimitiveArray<A, E> extends Codec<A> {
        final ScalarCodec<E> element;

        PrimitiveArray(ScalarCodec<E> element) {
            this.element = element;
        }

        abstract int length(A array);

        /** Returns an array of a length, which begins with the elements of another. */
        abstract A resize(@Nullable A array, int length);

        abstract E get(A array, int index);

        abstract void set(A array, int index, E value);

        @Override
        public void writeField(int number, @Nullable A array, WireWriter out) {
            if (array == null) {
                return;
            }
            out.enter(length(array));
            out.writeTag(number, WireType.LENGTH);
            int mark = out.beginLength();
            for (int i = 0; i < length(array); i++) {
                element.writeValue(get(array, i), out);
            }
            out.endLength(mark);
            out.leave();
        }

        @Override
        public A readField(WireReader in, @Nullable A soFar) {
            if (in.isCompanion()) {
                readCompanion(in);
                return soFar != null ? soFar : empty();
            }
            int size = soFar == null ? 0 : length(soFar);
            in.countCopied(size);
            in.enter();
            A array = in.wireType() == WireType.LENGTH ? readPacked(in, soFar, size) : readEach(in, soFar, size);
            in.leave();
            return array;
        }

        @Override
        A empty() {
            return resize(null, 0);
        }

        /** Reads a companion, which says that the array is empty, or where elements are null. */
        private static void readCompanion(WireReader in) {
            int outer = in.beginCompanion();
            if (in.hasMore()) {
                throw nullElement();
            }
            in.endLength(outer);
        }

        private static CodecException nullElement() {
            return new CodecException("a null element in an array of primitives (expected: a value)");
        }

        private A readPacked(WireReader in, @Nullable A soFar, int start) {
            int outer = in.beginLength();
            int size = start;
            A array = resize(soFar, size + Math.min(in.remaining(), FIRST_CAPACITY));
            while (in.hasMore()) {
                array = put(in, array, size++);
            }
            in.endLength(outer);
            return trim(array, size);
        }

        private A readEach(WireReader in, @Nullable A soFar, int start) {
            in.expect(element.wireType());
            int tag = in.tag();
            int size = start;
            A array = resize(soFar, size + 1);
            do {
                array = put(in, array, size++);
            } while (in.nextIs(tag));
            return trim(array, size);
        }

        private A put(WireReader in, A array, int index) {
            in.checkElements(index + 1);
            A target = index < length(array) ? array : resize(array, 2 * index + 1);
            E value = element.readValue(in);
            if (value != null) {
                set(target, index, value);
            }
            return target;
        }

        private A trim(A array, int size) {
            return length(array) == size ? array : resize(array, size);
        }

        @Override
        public void writeJson(A array, JsonWriter out) {
            out.beginArray(length(array));
            for (int i = 0; i < length(array); i++) {
                element.writeJson(get(array, i), out);
            }
            out.endArray();
        }

        @Override
        public A readJson(JsonReader in) {
            int size = 0;
            A array = resize(null, FIRST_CAPACITY);
            in.beginArray();
            while (in.nextElement(size)) {
                if (size == length(array)) {
                    array = resize(array, 2 * size);
                }
                if (in.isNull()) {
                    throw nullElement();
                }
                E value = element.readJson(in);
                if (value != null) {
                    set(array, size, value);
                }
                size++;
            }
            return trim(array, size);
        }

        @Override
        public void print(A array, TextPrinter out) {
            out.elements(asList(array), length(array), element);
        }

        private List<E> asList(A array) {
            return new AbstractList<>() {
                @Override
                public E get(int index) {
                    return PrimitiveArray.this.get(array, index);
                }

                @Override
                public int size() {
                    return length(array);
                }
            };
        }
    }

    static final class Booleans extends PrimitiveArray<boolean[], Boolean> {
        Booleans() {
            super(Codecs.BOOL);
        }

        @Override
        int length(boolean[] array) {
            return array.length;
        }

        @Override
        boolean[] resize(boolean @Nullable [] array, int length) {
            return array == null ? new boolean[length] : Arrays.copyOf(array, length);
        }

        @Override
        Boolean get(boolean[] array, int index) {
            return array[index];
        }

        @Override
        void set(boolean[] array, int index, Boolean value) {
            array[index] = value;
        }
    }

    static final class Shorts extends PrimitiveArray<short[], Short> {
        Shorts() {
            super(Codecs.INT16);
        }

        @Override
        int length(short[] array) {
            return array.length;
        }

        @Override
        short[] resize(short @Nullable [] array, int length) {
            return array == null ? new short[length] : Arrays.copyOf(array, length);
        }

        @Override
        Short get(short[] array, int index) {
            return array[index];
        }

        @Override
        void set(short[] array, int index, Short value) {
            array[index] = value;
        }
    }

    static final class Chars extends PrimitiveArray<char[], Character> {
        Chars() {
            super(Codecs.CHAR);
        }

        @Override
        int length(char[] array) {
            return array.length;
        }

        @Override
        char[] resize(char @Nullable [] array, int length) {
            return array == null ? new char[length] : Arrays.copyOf(array, length);
        }

        @Override
        Character get(char[] array, int index) {
            return array[index];
        }

        @Override
        void set(char[] array, int index, Character value) {
            array[index] = value;
        }

        @Override
        public void writeJson(char[] array, JsonWriter out) {
            out.checkElements(array.length);
            out.writeUnits(new String(array));
        }

        @Override
        public char[] readJson(JsonReader in) {
            String units = in.readUnits("a string");
            in.checkElements(units.length());
            return units.toCharArray();
        }

        @Override
        public void print(char[] array, TextPrinter out) {
            out.quoted(CharBuffer.wrap(array));
        }
    }

    static final class Ints extends PrimitiveArray<int[], Integer> {
        Ints(ScalarCodec<Integer> element) {
            super(element);
        }

        @Override
        int length(int[] array) {
            return array.length;
        }

        @Override
        int[] resize(int @Nullable [] array, int length) {
            return array == null ? new int[length] : Arrays.copyOf(array, length);
        }

        @Override
        Integer get(int[] array, int index) {
            return array[index];
        }

        @Override
        void set(int[] array, int index, Integer value) {
            array[index] = value;
        }
    }

    static final class Longs extends PrimitiveArray<long[], Long> {
        Longs(ScalarCodec<Long> element) {
            super(element);
        }

        @Override
        int length(long[] array) {
            return array.length;
        }

        @Override
        long[] resize(long @Nullable [] array, int length) {
            return array == null ? new long[length] : Arrays.copyOf(array, length);
        }

        @Override
        Long get(long[] array, int index) {
            return array[index];
        }

        @Override
        void set(long[] array, int index, Long value) {
            array[index] = value;
        }
    }

    static final class Floats extends PrimitiveArray<float[], Float> {
        Floats() {
            super(Codecs.FLOAT);
        }

        @Override
        int length(float[] array) {
            return array.length;
        }

        @Override
        float[] resize(float @Nullable [] array, int length) {
            return array == null ? new float[length] : Arrays.copyOf(array, length);
        }

        @Override
        Float get(float[] array, int index) {
            return array[index];
        }

        @Override
        void set(float[] array, int index, Float value) {
            array[index] = value;
        }
    }

    static final class Doubles extends PrimitiveArray<double[], Double> {
        Doubles() {
            super(Codecs.DOUBLE);
        }

        @Override
        int length(double[] array) {
            return array.length;
        }

        @Override
        double[] resize(double @Nullable [] array, int length) {
            return array == null ? new double[length] : Arrays.copyOf(array, length);
        }

        @Override
        Double get(double[] array, int index) {
            return array[index];
        }

        @Override
        void set(double[] array, int index, Double value) {
            array[index] = value;
        }
    }
}
