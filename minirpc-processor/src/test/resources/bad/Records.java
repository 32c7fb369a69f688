package bad;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcIgnore;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMessage;
import java.util.List;

@RpcInterface
interface Records {
    void put(Unannotated value);

    record Unannotated(Object anything, int number) {} // error: [ObjectType] Records.Unannotated.anything: Object can hold anything, and the other side can't tell what; use a concrete type or a sealed interface

    @RpcMessage
    record Numbers(
            @RpcField(number = -1) int a, // error: [BadNumber] Records.Numbers.a: number -1 (expected: 1 to 268435455, without 19000 to 19999); choose another
            @RpcField(number = 19_500) int b, // error: [BadNumber] Records.Numbers.b: number 19500 (expected: 1 to 268435455, without 19000 to 19999); choose another
            @RpcField(number = 268_435_456) int c, // error: [BadNumber] Records.Numbers.c: number 268435456 (expected: 1 to 268435455, without 19000 to 19999); choose another
            @RpcField(number = 7) int d,
            int e,
            int f,
            int g) {} // error: [DuplicateNumber] Records.Numbers.g has the number 7, which is d's already; set another @RpcField(number = …)

    @RpcMessage
    record Names(int id, @RpcField(name = "ID") int number) {} // error: [DuplicateName] Records.Names.number has the name "ID" in JSON, which is id's already, as case does not count there; set another @RpcField(name = …)

    @RpcMessage
    record Half(@RpcField(name = "half \ud83d") int id) {} // error: [BadJsonName] Records.Half.id: the name "half \ud83d" can't be used in JSON; use 1 to 256 characters, no control characters and no half surrogate pairs among them

    @RpcMessage
    record Ignored(@RpcIgnore int value) {} // error: [IgnoredComponent] Records.Ignored.value: a record can't be made without it; remove @RpcIgnore, or use a bean

    @RpcMessage
    record Variables<T>(T[] array, List<? super T> list) {} // error: [GenericArray] Records.Variables.array: Java can't create an array of T; use List<T> // error: [Wildcard] Records.Variables.list: List<? super T> has a wildcard, which leaves open what to read; write List<T>

    @RpcMessage
    enum Level {
        LOW,
        @RpcField(number = -5) // error: [BadNumber] Records.Level.MIDDLE: number -5 (expected: 0 or more); choose another
        MIDDLE,
        @RpcField(name = "LOW") // error: [DuplicateText] Records.Level.HIGH has the text "LOW" in JSON, which is LOW's already; set another @RpcField(name = …)
        HIGH,
        @RpcField(name = "new\u0085line") // error: [BadJsonName] Records.Level.LINE: the name "new\u0085line" can't be used in JSON; use 1 to 256 characters, no control characters and no half surrogate pairs among them
        LINE,
        @RpcField(number = 2) // error: [DuplicateNumber] Records.Level.HIGHEST has the number 2, which is HIGH's already; set another @RpcField(number = …)
        HIGHEST
    }
}
