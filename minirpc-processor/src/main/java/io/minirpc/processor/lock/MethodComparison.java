package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comparison of the methods of one service. */
final class MethodComparison {
    private final LockFile lock;
    private final Contract now;
    private final TypeComparison types;
    private final MemberComparison members;
    private final Findings findings;

    MethodComparison(LockFile lock, Contract now, TypeComparison types, MemberComparison members, Findings findings) {
        this.lock = lock;
        this.now = now;
        this.types = types;
        this.members = members;
        this.findings = findings;
    }

    /** @param isWhole whether a method that is not there is gone, and not in another interface of the service */
    void compare(LockedService block, Contract.Service service, boolean isWhole) {
        Key key = Key.of(service.name());
        List<String> names = new ArrayList<>();
        for (Contract.Method method : service.methods()) {
            names.add(method.name());
            LockedMethod line = block.method(method.name());
            if (line == null) {
                findings.add(Severity.NOTE, key.child(method.name()), "is new; old servers answer UNIMPLEMENTED");
            } else {
                compare(key.child(method.name()), line, method);
            }
        }
        for (LockedMethod line : block.methods()) {
            if (isWhole && !names.contains(line.name()) && !line.status().isGone()) {
                error(
                        key.child(line.name()),
                        "is gone, and old clients call it; keep it, or set @RpcMethod(name = \"" + line.name()
                                + "\") on the method that it is now");
            }
        }
    }

    private void compare(Key key, LockedMethod line, Contract.Method method) {
        Signature then = line.signature();
        Signature signature = method.signature();
        boolean isFlip = (then.message() == null) != (signature.message() == null);
        if (isFlip) {
            error(
                    key,
                    arguments(then, line.parameters().size()) + ", and "
                            + arguments(signature, method.parameters().size())
                            + ": peers of the other version would read nothing, or another value; add a method with another name");
        } else {
            type(key, "the argument", then.message(), signature.message());
            members.compare(BlockKind.MESSAGE, key, key, line.parameters(), method.parameters());
        }
        reply(key, then, signature);
        thrown(key, then.thrown(), signature.thrown());
        if (then.isIdempotent() && !signature.isIdempotent()) {
            findings.add(
                    Severity.WARNING, key, key, "is no longer idempotent, and stubs that are deployed still retry it");
        } else if (!then.isIdempotent() && signature.isIdempotent()) {
            findings.add(Severity.NOTE, key, "is idempotent now");
        }
        if (line.status().isGone()) {
            findings.add(Severity.NOTE, key, "comes back with its numbers");
        }
    }

    private static String arguments(Signature signature, int parameters) {
        Kind message = signature.message();
        return message != null
                ? "a message travels bare (" + message.text() + ")"
                : parameters == 0 ? "nothing travels" : "parameters travel by name";
    }

    private void reply(Key key, Signature then, Signature signature) {
        Kind old = then.reply();
        Kind reply = signature.reply();
        boolean isFlip = (old == null) != (reply == null) || then.isReplyBare() != signature.isReplyBare();
        if (isFlip) {
            error(
                    key,
                    "answered " + then.replyText() + ", and answers " + signature.replyText()
                            + ": old clients would read nothing, or another value; add a method with another name");
        } else {
            type(key, "the reply", old, reply);
        }
    }

    private void type(Key key, String what, @Nullable Kind then, @Nullable Kind type) {
        Verdict verdict = then == null || type == null ? Verdict.SAME : types.compare(then, type);
        if (then != null && type != null && verdict.severity() != Severity.NONE) {
            String advice = verdict.isError() ? "; add a method with another name" : "";
            findings.add(
                    verdict.severity(),
                    key,
                    key,
                    what + " was " + then.text() + ", and is " + type.text() + ": " + verdict.text() + advice);
        }
    }

    /** Compares exceptions by the names that callers know them by. */
    private void thrown(Key key, List<String> then, List<String> thrown) {
        List<String> oldNames = then.stream().map(this::lockedName).toList();
        List<String> names = thrown.stream().map(this::name).toList();
        for (int i = 0; i < oldNames.size(); i++) {
            String name = oldNames.get(i);
            if (!names.contains(name)) {
                error(
                        key,
                        "no longer throws " + then.get(i) + ", which old clients know as " + name
                                + "; keep it, or set @RpcField(name = \"" + name
                                + "\") on the exception that it is now");
            }
        }
        for (int i = 0; i < names.size(); i++) {
            if (!oldNames.contains(names.get(i))) {
                added(key, then, thrown.get(i));
            }
        }
    }

    private void added(Key key, List<String> then, String exception) {
        Contract.Type type = now.type(exception);
        String caught = type == null
                ? null
                : type.supertypes().stream().filter(then::contains).findFirst().orElse(null);
        String told =
                caught == null ? "for which old clients get an RpcException" : "which old clients get as " + caught;
        findings.add(Severity.NOTE, key, "throws " + exception + ", " + told);
    }

    private String lockedName(String exception) {
        LockedType block = lock.type(BlockKind.EXCEPTION, exception);
        return block == null ? LockedType.simpleName(exception) : block.wireName();
    }

    private String name(String exception) {
        Contract.Type type = now.type(exception);
        return type == null ? LockedType.simpleName(exception) : type.wireName();
    }

    private void error(Key key, String text) {
        findings.add(Severity.ERROR, key, key, text);
    }
}
