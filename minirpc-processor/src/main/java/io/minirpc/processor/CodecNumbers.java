package io.minirpc.processor;

import io.minirpc.annotation.WireNumbers;
import io.minirpc.processor.lock.BlockKind;
import io.minirpc.processor.lock.NumberedName;
import io.minirpc.processor.schema.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** The numbers with which the codecs of one class file were compiled. */
final class CodecNumbers implements Numbers {
    private final Map<String, Map<String, Schema.WireNumber>> byType = new HashMap<>();

    /** @param codec the class of an owned codec, which may have others nested in it */
    CodecNumbers(TypeElement codec) {
        add(codec.getAnnotation(WireNumbers.class));
        ElementFilter.typesIn(codec.getEnclosedElements())
                .forEach(nested -> add(nested.getAnnotation(WireNumbers.class)));
    }

    private void add(@Nullable WireNumbers annotation) {
        if (annotation != null) {
            Map<String, Schema.WireNumber> numbers = new HashMap<>();
            add(annotation.value(), Schema.NumberSource.LOCK, numbers);
            add(annotation.added(), Schema.NumberSource.POSITION, numbers);
            byType.put(annotation.type(), numbers);
        }
    }

    private static void add(String[] lines, Schema.NumberSource source, Map<String, Schema.WireNumber> numbers) {
        for (String line : lines) {
            int space = line.indexOf(' ');
            int number = Integer.parseInt(line.substring(0, space));
            numbers.put(line.substring(space + 1), new Schema.WireNumber(number, source));
        }
    }

    /** Returns those that the annotation of the codec tells, or else those of the members, as without a lock. */
    @Override
    public List<Schema.WireNumber> numbers(BlockKind kind, String type, List<NumberedName> members) {
        Map<String, Schema.WireNumber> known = byType.getOrDefault(type, Map.of());
        return members.stream()
                .map(member -> known.getOrDefault(member.name(), member.number()))
                .toList();
    }
}
