package scalars;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
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
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

@RpcMessage
public record Scalars(
        boolean aBoolean,
        byte aByte,
        short aShort,
        char aChar,
        int anInt,
        long aLong,
        float aFloat,
        double aDouble,
        @RpcField(encoding = RpcField.Encoding.ZIGZAG) int zigzag,
        @RpcField(encoding = RpcField.Encoding.FIXED) long fixed,
        Boolean boxedBoolean,
        Byte boxedByte,
        Short boxedShort,
        Character boxedChar,
        Integer boxedInt,
        Long boxedLong,
        Float boxedFloat,
        Double boxedDouble,
        @RpcField(encoding = RpcField.Encoding.ZIGZAG) Long boxedZigzag,
        String string,
        byte[] bytes,
        boolean[] booleans,
        short[] shorts,
        char[] chars,
        int[] ints,
        long[] longs,
        float[] floats,
        double[] doubles,
        int[][] matrix,
        byte[][] blobs,
        String[] strings,
        String[][] table,
        BigDecimal bigDecimal,
        BigInteger bigInteger,
        UUID uuid,
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
        URI uri,
        Locale locale,
        Currency currency,
        OptionalInt optionalInt,
        OptionalLong optionalLong,
        OptionalDouble optionalDouble,
        Level level) {
    @RpcMessage
    public enum Level {
        @RpcField(number = 10, name = "low")
        LOW,
        @RpcField(number = 20)
        HIGH
    }
}
