package scalars;

import io.minirpc.annotation.RpcInterface;
import java.time.LocalDate;
import java.util.OptionalInt;

@RpcInterface
public interface Numbers {
    boolean aBoolean(boolean value);

    byte aByte(byte value);

    short aShort(short value);

    char aChar(char value);

    int anInt(int value);

    long aLong(long value);

    float aFloat(float value);

    double aDouble(double value);

    Integer boxed(Integer value);

    int[] ints(int... values);

    byte[] bytes(byte[] bytes);

    Void nothing(Scalars.Level level);

    OptionalInt optional(LocalDate date);

    Scalars scalars(Scalars scalars);
}
