package io.minirpc.samples.arith;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;

/** Does the arithmetic. Thread-safe. */
public final class ArithService implements Arith {
    @Override
    public Result add(Operands operands) {
        return result((long) operands.a() + operands.b());
    }

    @Override
    public Result mul(Operands operands) {
        return result((long) operands.a() * operands.b());
    }

    @Override
    public Result div(Operands operands) {
        if (operands.b() == 0) {
            throw new RpcException(StatusCode.INVALID_ARGUMENT, "divide by zero");
        }
        return result((long) operands.a() / operands.b());
    }

    @Override
    public Slept sleep(Nap nap) {
        if (nap.millis() < 0) {
            throw new RpcException(StatusCode.INVALID_ARGUMENT, "Ms: " + nap.millis() + " (expected: >= 0)");
        }
        try {
            Thread.sleep(nap.millis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException(StatusCode.CANCELLED, "woken up early", e);
        }
        return new Slept(nap.millis());
    }

    @Override
    public Text echo(Text text) {
        return text;
    }

    private static Result result(long value) {
        if (value != (int) value) {
            throw new RpcException(StatusCode.OUT_OF_RANGE, value + " (expected: a result of 32 bits)");
        }
        return new Result((int) value);
    }
}
