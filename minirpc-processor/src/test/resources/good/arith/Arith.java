package arith;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMethod;

@RpcInterface(name = "Arith")
public interface Arith {
    record Operands(@io.minirpc.annotation.RpcField(name = "A") int a, @io.minirpc.annotation.RpcField(name = "B") int b) {}

    record Result(@io.minirpc.annotation.RpcField(name = "Result") int result) {}

    @RpcMethod(name = "Add")
    Result add(Operands operands);

    @RpcMethod(name = "Div")
    Result div(Operands operands) throws ArithmeticException;
}
