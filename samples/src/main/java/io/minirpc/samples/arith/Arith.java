package io.minirpc.samples.arith;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMessage;
import io.minirpc.annotation.RpcMethod;

/** Arithmetic for trying out peers. Names on the wire begin with capitals, as the other implementations have them. */
@RpcInterface
public interface Arith {
    @RpcMethod(name = "Add")
    Result add(Operands operands);

    @RpcMethod(name = "Mul")
    Result mul(Operands operands);

    /** Divides A by B; fails with "divide by zero" where B is zero. */
    @RpcMethod(name = "Div")
    Result div(Operands operands);

    /** Answers after a while. */
    @RpcMethod(name = "Sleep")
    Slept sleep(Nap nap);

    /** Answers what was sent. */
    @RpcMethod(name = "Echo")
    Text echo(Text text);

    @RpcMessage
    record Operands(
            @RpcField(name = "A") int a,
            @RpcField(name = "B") int b) {}

    @RpcMessage
    record Result(@RpcField(name = "Result") int value) {}

    @RpcMessage
    record Nap(@RpcField(name = "Ms") int millis) {}

    @RpcMessage
    record Slept(@RpcField(name = "SleptMs") int millis) {}

    @RpcMessage
    record Text(@RpcField(name = "Text") String value) {}
}
