package bad;

import io.minirpc.annotation.RpcMessage;

class Sealed {
    @RpcMessage
    sealed interface WithEnum permits Color, Dot {}

    enum Color implements WithEnum { // error: [SealedLeaf] Sealed.Color: Sealed.WithEnum permits Sealed.Color, which is an enum; permit a record with a field of that enum instead
        RED
    }

    record Dot() implements WithEnum {}

    @RpcMessage
    sealed interface WithOpen permits Open, Abstract {} // error: [NoLeaves] Sealed.WithOpen: Sealed.WithOpen permits no type that could be sent; let a record implement it

    non-sealed interface Open extends WithOpen {} // error: [SealedLeaf] Sealed.Open: Sealed.WithOpen permits Sealed.Open, which is an open interface; permit records, beans and sealed interfaces only

    abstract static non-sealed class Abstract implements WithOpen {} // error: [SealedLeaf] Sealed.Abstract: Sealed.WithOpen permits Sealed.Abstract, which is an abstract class; permit records, beans and sealed interfaces only

    @RpcMessage
    sealed interface WithSealedClass permits Stone, Dust {}

    abstract static sealed class Stone implements WithSealedClass permits Gem {} // error: [SealedLeaf] Sealed.Stone: Sealed.WithSealedClass permits Sealed.Stone, which is a sealed class; permit its subclasses instead, and let them implement the interface

    static final class Gem extends Stone {}

    record Dust() implements WithSealedClass {}

    @RpcMessage
    sealed interface SameNames permits A.Leaf, B.Leaf {}

    static class A {
        record Leaf() implements SameNames {}
    }

    static class B {
        record Leaf() implements SameNames {} // error: [DuplicateLeaf] Sealed.B.Leaf has the name "Leaf" in JSON, which is Sealed.A.Leaf's already, as case does not count there; rename one of them or set @RpcField(name = …)
    }

    @RpcMessage
    sealed interface Result<T> permits Ok {}

    record Ok<T, U>(T value, U other) implements Result<T> {} // error: [OpenLeaf] Sealed.Ok: nothing says what U of Ok is here; let Ok pass it on to Sealed.Result<T>
}
