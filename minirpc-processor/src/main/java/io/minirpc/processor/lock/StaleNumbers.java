package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comparison of a class output with the lock that it should have been compiled with. */
final class StaleNumbers {
    private final LockFile lock;
    private final Findings findings = new Findings(Acceptance.open(LockFile.EMPTY));

    private StaleNumbers(LockFile lock) {
        this.lock = lock;
    }

    static List<Finding> find(LockFile lock, Contract now) {
        StaleNumbers stale = new StaleNumbers(lock);
        now.services().forEach(stale::service);
        for (Contract.Type type : now.types()) {
            LockedType block = lock.type(type.kind(), type.name());
            stale.members(type.kind(), Key.of(type.name()), block == null ? null : block.lines(), type.members());
        }
        return stale.findings.list();
    }

    private void service(Contract.Service service) {
        LockedService block = lock.service(service.name());
        for (Contract.Method method : service.methods()) {
            LockedMethod line = block == null ? null : block.method(method.name());
            Key key = Key.of(service.name()).child(method.name());
            members(BlockKind.MESSAGE, key, line == null ? null : line.parameters(), method.parameters());
        }
    }

    private void members(BlockKind kind, Key key, @Nullable List<LockedLine> lines, List<Contract.Member> members) {
        Lines locked = Lines.of(kind, lines == null ? List.of() : lines);
        for (Contract.Member member : members) {
            LockedLine line = locked.named(member.name());
            if (line != null && line.number() != member.number()) {
                findings.add(
                        Severity.ERROR,
                        key.child(member.name()),
                        "was compiled with the number " + member.number() + " (expected: " + line.number()
                                + ", as in the lock); compile again, from clean, with the lock");
            } else if (line != null && member.source() == Schema.NumberSource.POSITION) {
                findings.add(
                        Severity.ERROR,
                        key.child(member.name()),
                        "was compiled without the lock, so that other versions call it by names; compile again, from clean,"
                                + " with the lock above the class output");
            }
        }
    }
}
