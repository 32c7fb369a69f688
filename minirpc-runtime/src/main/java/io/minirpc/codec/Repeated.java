package io.minirpc.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeated fields, shared by collections and arrays. Numbers are packed into one field, everything else is a field an
 * element. Null elements are left out, so that other readers of the format see a list without them; the companion field
 * holds their positions, ascending and packed.
 */
final class Repeated {
    private Repeated() {}

    static <E> void write(int number, Iterable<E> elements, int size, SingleCodec<E> element, WireWriter out) {
        out.enter(size);
        if (size == 0) {
            writeEmpty(number, element.isPackable(), out);
        } else {
            int nulls = element.isPackable()
                    ? writePacked(number, elements, element, out)
                    : writeEach(number, elements, element, out);
            if (nulls > 0) {
                writeNullPositions(number, elements, out);
            }
        }
        out.leave();
    }

    /** Writes what tells an empty collection from null: a packed field without elements, or else the companion. */
    static void writeEmpty(int number, boolean packed, WireWriter out) {
        out.writeTag(packed ? number : number | WireType.COMPANION, WireType.LENGTH);
        out.writeByte(0);
    }

    private static <E> int writePacked(int number, Iterable<E> elements, SingleCodec<E> element, WireWriter out) {
        int nulls = 0;
        out.writeTag(number, WireType.LENGTH);
        int mark = out.beginLength();
        for (E each : elements) {
            if (each == null) {
                nulls++;
            } else {
                element.writeValue(each, out);
            }
        }
        out.endLength(mark);
        return nulls;
    }

    private static <E> int writeEach(int number, Iterable<E> elements, SingleCodec<E> element, WireWriter out) {
        int nulls = 0;
        for (E each : elements) {
            if (each == null) {
                nulls++;
            } else {
                element.writeField(number, each, out);
            }
        }
        return nulls;
    }

    private static void writeNullPositions(int number, Iterable<?> elements, WireWriter out) {
        out.writeTag(number | WireType.COMPANION, WireType.LENGTH);
        int mark = out.beginLength();
        int position = 0;
        for (Object each : elements) {
            if (each == null) {
                out.writeVarint32(position);
            }
            position++;
        }
        out.endLength(mark);
    }

    /** Reads the current field and those behind it with the same tag; packed or not, as protobuf asks of readers. */
    static <E, C extends Collection<E>> C read(WireReader in, C elements, SingleCodec<E> element) {
        in.enter();
        Collisions collisions = Collisions.in(elements).with(elements, in);
        if (element.isPackable() && in.wireType() == WireType.LENGTH) {
            in.expect(WireType.LENGTH);
            int outer = in.beginLength();
            if (elements instanceof ArrayList<?> list) {
                list.ensureCapacity(list.size() + in.countPacked(element.wireType()));
            }
            while (in.hasMore()) {
                add(in, elements, element.readValue(in), collisions);
            }
            in.endLength(outer);
        } else {
            in.expect(element.wireType());
            int tag = in.tag();
            do {
                add(in, elements, element.readValue(in), collisions);
            } while (in.nextIs(tag));
        }
        in.leave();
        return elements;
    }

    private static <E> void add(WireReader in, Collection<E> elements, @Nullable E value, Collisions collisions) {
        if (value != null) {
            in.checkElements(elements.size() + 1);
            if (elements.add(value)) {
                collisions.add(value);
            }
        }
    }

    /** Reads the companion: returns a collection with the elements so far and the nulls between them. */
    static <E, C extends Collection<E>> C readNulls(
            WireReader in, C elements, Supplier<? extends C> supplier, SingleCodec<E> element) {
        in.enter();
        int outer = in.beginCompanion();
        C merged = in.hasMore() ? insertNulls(in, elements, supplier.get(), element) : elements;
        in.endLength(outer);
        in.leave();
        return merged;
    }

    private static <E, C extends Collection<E>> C insertNulls(
            WireReader in, C elements, C merged, SingleCodec<E> element) {
        in.countCopied(elements.size());
        Iterator<E> rest = elements.iterator();
        int index = 0;
        while (in.hasMore()) {
            // A position may lie behind the end, where elements were dropped that this version does not know.
            int position = in.readVarint32();
            for (; Integer.compareUnsigned(index, position) < 0 && rest.hasNext(); index++) {
                merged.add(rest.next());
            }
            addNull(merged, element);
            in.checkElements(merged.size());
            index++;
        }
        rest.forEachRemaining(merged::add);
        in.checkElements(merged.size());
        return merged;
    }

    /**
     * Reads a JSON array into a collection; an element that this version does not know is left out, as in the native
     * format.
     */
    static <E, C extends Collection<E>> C readJson(JsonReader in, C elements, SingleCodec<E> element) {
        Collisions collisions = Collisions.in(elements);
        in.beginArray();
        while (in.nextElement(elements.size())) {
            if (in.isNull()) {
                addNull(elements, element);
            } else {
                E value = element.readJson(in);
                if (value != null && elements.add(value)) {
                    collisions.add(value);
                }
            }
        }
        return elements;
    }

    private static <E> void addNull(Collection<E> elements, SingleCodec<E> element) {
        E absent = element.absent();
        try {
            elements.add(absent);
        } catch (NullPointerException e) {
            throw new CodecException("a null element in a collection that takes none", e);
        }
    }
}
