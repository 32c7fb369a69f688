package bad;

import io.minirpc.annotation.HashKey;
import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMethod;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

@RpcInterface
interface Methods {
    void find(String name);

    void find(long id); // error: [OverloadedMethod] Methods.find is declared twice (find(String), find(long)), and on the wire only the name counts; rename one or set @RpcMethod(name = …)

    @RpcMethod(name = "find") // error: [DuplicateMethodName] Methods.search has the name "find" on the wire, which is find's already; set another @RpcMethod(name = …)
    void search();

    <T extends Number> T generic(T value); // error: [GenericMethod] Methods.generic has type parameters of its own; declare it with concrete types

    @RpcMethod
    String toString(); // error: [ObjectMethod] Methods.toString is a method of Object, which every stub has already; rename it

    @SuppressWarnings("rawtypes")
    CompletableFuture raw(); // error: [RawType] Methods.raw, result: CompletableFuture has no type arguments; write them, as in CompletableFuture<String>

    CompletionStage<?> anything(); // error: [Wildcard] Methods.anything, result: CompletionStage<?> has a wildcard, which leaves open what to read; write CompletionStage<String>

    CompletionStage<? extends List<String>> bounded(); // error: [Wildcard] Methods.bounded, result: CompletionStage<? extends List<String>> has a wildcard, which leaves open what to read; write CompletionStage<List<String>>

    Future<String> future(); // error: [UnsupportedType] Methods.future, result: Future<String> can't be sent; did you mean CompletableFuture<String>?

    CompletableFuture<CompletableFuture<String>> twice(); // error: [UnsupportedType] Methods.twice, result: CompletableFuture<String> can't be sent; a method's result may be one, but nothing inside a message or a parameter

    void message(@RpcField(number = 2) Message message); // error: [MessageArgument] Methods.message, parameter message is the only argument and a message, so it travels as it is and @RpcField says nothing; remove @RpcField

    void numbers(@RpcField(number = 1) int a, @RpcField(number = 1) int b); // error: [DuplicateNumber] Methods.numbers, parameter b has the number 1, which is a's already; set another @RpcField(number = …)

    void names(int id, int ID); // error: [DuplicateName] Methods.names, parameter ID has the name "ID" in JSON, which is id's already, as case does not count there; set another @RpcField(name = …)

    @RpcMethod(timeoutMillis = -1)
    void slow(); // error: [BadTimeout] Methods.slow: timeoutMillis = -1 (expected: 1 or more); set another, or leave it to the client

    void keyed(@HashKey Message message); // error: [HashKeyType] Methods.keyed, parameter message: Methods.Message can't be a hash key, for it has no short text form; put @HashKey on a parameter that is a String, a number, a UUID or an enum, and add one if there is none

    void keyedByNumbers(@HashKey int... numbers); // error: [HashKeyType] Methods.keyedByNumbers, parameter numbers: int[] can't be a hash key, for it has no short text form; put @HashKey on a parameter that is a String, a number, a UUID or an enum, and add one if there is none

    void keyedTwice(@HashKey String name, @HashKey long id); // error: [DuplicateHashKey] Methods.keyedTwice, parameter id has @HashKey, which name has already; remove one of them

    void several(Object first, int second, Runnable third); // error: [FunctionalType] Methods.several, parameter third: Runnable is code, which can't be sent; send data instead // error: [ObjectType] Methods.several, parameter first: Object can hold anything, and the other side can't tell what; use a concrete type or a sealed interface

    record Message(int value) {}
}
