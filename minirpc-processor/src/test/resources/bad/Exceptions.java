package bad;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcInterface;
import java.util.Date;

@RpcInterface
interface Exceptions {
    void constructor() throws NoConstructor, Hidden;

    void property() throws Lossy;

    void type() throws Abstract; // error: [ExceptionType] Exceptions.type: Exceptions.Abstract is abstract; declare a public, concrete exception class

    void value() throws Unsendable;

    void jdk() throws java.io.InterruptedIOException; // error: [ExceptionProperty] Exceptions.jdk -> InterruptedIOException.bytesTransferred: InterruptedIOException.bytesTransferred would be lost on the way to the caller; declare an exception of your own that has it, or a superclass

    void heir() throws OfJdk; // error: [ExceptionProperty] Exceptions.heir -> Exceptions.OfJdk.getErrorOffset(): Exceptions.OfJdk.getErrorOffset() would be lost on the way to the caller; make it a parameter of the public constructor, or override its getter and annotate that with @RpcIgnore

    void fields() throws Fields;

    void names() throws A.Failure, B.Failure; // error: [DuplicateException] Exceptions.names declares two exceptions with the name Failure; rename one of them or set @RpcField(name = …)

    void chosenNames() throws First, Second; // error: [DuplicateException] Exceptions.chosenNames declares two exceptions with the name failed; rename one of them or set @RpcField(name = …)

    void badName() throws BadName;

    class NoConstructor extends Exception { // error: [ExceptionConstructor] Exceptions.NoConstructor: Exceptions.NoConstructor can't be made again at the caller; give it a public constructor whose parameters are all named after its getters (or 'message', 'cause'), or one with (String message), or one without parameters
        private static final long serialVersionUID = 1;

        public NoConstructor(int code) {
            super("code " + code);
        }

        public NoConstructor(String userName) {
            super("no user " + userName);
        }
    }

    class Hidden extends Exception { // error: [ExceptionConstructor] Exceptions.Hidden: Exceptions.Hidden can't be made again at the caller; give it a public constructor whose parameters are all named after its getters (or 'message', 'cause'), or one with (String message), or one without parameters
        private static final long serialVersionUID = 1;

        Hidden() {}
    }

    class Lossy extends Exception {
        private static final long serialVersionUID = 1;

        private final int code; // error: [ExceptionProperty] Exceptions.Lossy.code: Exceptions.Lossy.code would be lost on the way to the caller; make it a parameter of the public constructor, add a setter, or annotate it with @RpcIgnore

        public Lossy(String message) {
            super(message);
            code = 1;
        }

        public int getCode() {
            return code;
        }
    }

    class OfJdk extends java.text.ParseException {
        private static final long serialVersionUID = 1;

        public OfJdk(String message) {
            super(message, 0);
        }
    }

    class Fields extends Exception {
        private static final long serialVersionUID = 1;

        public int open; // error: [ExceptionProperty] Exceptions.Fields.open: Exceptions.Fields.open would be lost on the way to the caller; add a getter and make it a parameter of the public constructor, or annotate it with @RpcIgnore

        private final int hidden = 1; // error: [ExceptionProperty] Exceptions.Fields.hidden: Exceptions.Fields.hidden would be lost on the way to the caller; add a getter and make it a parameter of the public constructor, or annotate it with @RpcIgnore

        public int read() {
            return hidden;
        }
    }

    abstract class Abstract extends Exception {
        private static final long serialVersionUID = 1;
    }

    class Unsendable extends Exception {
        private static final long serialVersionUID = 1;

        private final Date date; // error: [UnsupportedType] Exceptions.Unsendable.date: Date can't be sent; did you mean java.time.Instant?

        public Unsendable(Date date) {
            this.date = date;
        }

        public Date getDate() {
            return date;
        }
    }

    @RpcField(name = "failed")
    class First extends Exception {
        private static final long serialVersionUID = 1;
    }

    @RpcField(name = "failed")
    class Second extends Exception {
        private static final long serialVersionUID = 1;
    }

    @RpcField(name = "bad\tname") // error: [BadJsonName] Exceptions.BadName: the name "bad\u0009name" can't be used in JSON; use 1 to 256 characters, no control characters and no half surrogate pairs among them
    class BadName extends Exception {
        private static final long serialVersionUID = 1;
    }

    class A {
        public static class Failure extends Exception {
            private static final long serialVersionUID = 1;
        }
    }

    class B {
        public static class Failure extends Exception {
            private static final long serialVersionUID = 1;
        }
    }
}
