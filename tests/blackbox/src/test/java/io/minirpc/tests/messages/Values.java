package io.minirpc.tests.messages;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;

/** All of java.time and the other values of the JDK; not annotated. */
record Values(
        LocalDate localDate,
        LocalTime localTime,
        LocalDateTime localDateTime,
        Instant instant,
        Duration duration,
        Period period,
        Year year,
        YearMonth yearMonth,
        MonthDay monthDay,
        OffsetDateTime offsetDateTime,
        OffsetTime offsetTime,
        ZonedDateTime zonedDateTime,
        ZoneId zoneId,
        ZoneOffset zoneOffset,
        BigDecimal bigDecimal,
        BigInteger bigInteger,
        UUID uuid,
        URI uri,
        Locale locale,
        Currency currency) {}
