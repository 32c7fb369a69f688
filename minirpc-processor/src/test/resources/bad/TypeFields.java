package bad;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMessage;

class TypeFields {
    @RpcMessage
    sealed interface Frame permits Ping, Pong, Text, Binary, Close, Last {}

    @RpcField(name = "ping")
    record Ping() implements Frame {}

    @RpcField(name = "PING") // error: [DuplicateLeaf] TypeFields.Pong has the name "PING" in JSON, which is TypeFields.Ping's already, as case does not count there; rename one of them or set @RpcField(name = …)
    record Pong() implements Frame {}

    @RpcField(name = "a\tb") // error: [BadJsonName] TypeFields.Text: the name "a\u0009b" can't be used in JSON; use 1 to 256 characters, no control characters and no half surrogate pairs among them
    record Text() implements Frame {}

    @RpcField(number = 19_500) // error: [BadNumber] TypeFields.Binary: number 19500 (expected: 1 to 268435455, without 19000 to 19999); choose another
    record Binary() implements Frame {}

    @RpcField(number = 1) // error: [DuplicateNumber] TypeFields.Close has the number 1, which is TypeFields.Ping's already; set another @RpcField(number = …)
    record Close() implements Frame {}

    @RpcField(encoding = RpcField.Encoding.FIXED) // error: [BadEncoding] TypeFields.Last: TypeFields.Last has no whole numbers; remove the encoding, which is for int and long
    record Last() implements Frame {}

    @RpcField(name = "round") // error: [UselessField] TypeFields.Round has @RpcField, but is neither a leaf of a sealed interface nor an exception, so that it says nothing; remove it
    sealed interface Round permits Circle {}

    record Circle() implements Round {}

    @RpcMessage
    @RpcField(name = "alone") // error: [UselessField] TypeFields.Alone has @RpcField, but is neither a leaf of a sealed interface nor an exception, so that it says nothing; remove it
    record Alone() implements Open {}

    interface Open {}

    @RpcField(name = "level") // error: [UselessField] TypeFields.Level has @RpcField, but is neither a leaf of a sealed interface nor an exception, so that it says nothing; remove it
    enum Level {
        LOW
    }

    @RpcInterface
    @RpcField(name = "service") // error: [UselessField] TypeFields.Service has @RpcField, but is neither a leaf of a sealed interface nor an exception, so that it says nothing; remove it
    interface Service {}

    @RpcField(name = "failed", number = 3) // error: [ExceptionField] TypeFields.Failed is an exception, for which only the name of @RpcField counts; remove the number and the encoding
    static class Failed extends Exception {
        private static final long serialVersionUID = 1;
    }
}
