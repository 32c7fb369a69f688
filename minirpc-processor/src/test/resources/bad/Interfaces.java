package bad;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMessage;
import io.minirpc.annotation.RpcMethod;

class Interfaces {
    @RpcInterface
    abstract static class AClass {} // error: [NotAnInterface] Interfaces.AClass is a class; put @RpcInterface on an interface

    @RpcInterface
    record ARecord() {} // error: [NotAnInterface] Interfaces.ARecord is a record; put @RpcInterface on an interface

    @RpcInterface
    enum AnEnum {} // error: [NotAnInterface] Interfaces.AnEnum is an enum; put @RpcInterface on an interface

    @RpcInterface
    @interface AnAnnotation {} // error: [NotAnInterface] Interfaces.AnAnnotation is an annotation; put @RpcInterface on an interface

    @RpcInterface
    interface Generic<T, U> { // error: [GenericInterface] Interfaces.Generic has type parameters, which nobody gives arguments here; annotate an interface that extends Generic<User, User> instead
        T get(U id);
    }

    @RpcInterface
    private interface Private { // error: [PrivateType] Interfaces.Private is private or lies in a private type; generated code needs at least package access
        int get();
    }

    @RpcMessage
    private record PrivateRecord() {} // error: [PrivateType] Interfaces.PrivateRecord is private or lies in a private type; generated code needs at least package access

    @RpcInterface
    sealed interface Sealed permits Implementation { // error: [SealedInterface] Interfaces.Sealed is sealed, so that no stub can implement it; remove sealed
        int get();
    }

    static final class Implementation implements Sealed {
        @Override
        public int get() {
            return 0;
        }
    }

    @RpcInterface(name = "a/b") // error: [BadName] Interfaces.Named: the name "a/b" can't be used on the wire, which takes the letters a to z and A to Z, digits, '_', '-', '.'; set another by @RpcInterface(name = …)
    interface Named {
        @RpcMethod(name = "x.y") // error: [BadName] Interfaces.Named.get: the name "x.y" can't be used on the wire, which takes the letters a to z and A to Z, digits, '_', '-'; set another by @RpcMethod(name = …)
        void get();
    }
}
