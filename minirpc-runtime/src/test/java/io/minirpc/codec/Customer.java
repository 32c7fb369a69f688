package io.minirpc.codec;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A message with fields of every shape, among them itself. Its codec is written as the processor writes codecs. */
record Customer(
        long id,
        String name,
        int score,
        boolean active,
        double balance,
        char grade,
        byte[] photo,
        int[] points,
        List<String> tags,
        Set<Color> colors,
        List<List<Integer>> matrix,
        Map<String, Long> counters,
        Map<Integer, Customer> friends,
        Optional<String> email,
        LocalDate birthday,
        Instant created,
        Duration patience,
        BigDecimal credit,
        Shape shape,
        Customer boss,
        List<Customer> reports,
        Color favourite) {

    static final Customer NOBODY = named(null);

    static Customer named(String name) {
        return with(name, null, null);
    }

    static Customer of(Customer boss) {
        return with(null, boss, null);
    }

    static Customer reportedBy(List<Customer> reports) {
        return with(null, null, reports);
    }

    private static Customer with(String name, Customer boss, List<Customer> reports) {
        return new Customer(
                0,
                name,
                0,
                false,
                0,
                '\0',
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Optional.empty(),
                null,
                null,
                null,
                null,
                null,
                boss,
                reports,
                null);
    }

    /** A sealed type: on the wire a message of which one field is set. */
    sealed interface Shape {
        record Circle(double radius) implements Shape {}

        record Square(int side, String unit) implements Shape {}
    }
}
