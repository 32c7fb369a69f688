package io.minirpc.processor.lock;

import java.util.List;
import java.util.function.Predicate;

/**
 * The comparison of a contract with the lock that deployed peers rely on, in three scopes: one compilation, a whole
 * module, and a later lock.
 */
final class Comparison {
    private final LockFile lock;
    private final Contract now;
    private final Moves moves;
    private final Findings findings;
    private final TypeComparison types;
    private final MemberComparison members;
    private final MethodComparison methods;

    private Comparison(LockFile lock, Contract now, Moves moves, Acceptance acceptance, boolean hasRenames) {
        this.lock = lock;
        this.now = now;
        this.moves = moves;
        this.findings = new Findings(acceptance);
        this.types = new TypeComparison(lock, moves);
        this.members = new MemberComparison(lock, types, findings, hasRenames);
        this.methods = new MethodComparison(lock, now, types, members, findings);
    }

    /**
     * Compares what one compilation sees. Blocks of other types are not missed; leave out those that were read with
     * errors. The keys of the findings say at which elements to report them.
     *
     * @param exists whether there still is an interface, by its qualified name
     */
    static List<Finding> part(LockFile lock, Contract now, Predicate<String> exists) {
        Comparison comparison = new Comparison(lock, now, Moves.inUse(lock, now), Acceptance.open(lock), true);
        comparison.services(block -> !exists.test(block.type()));
        comparison.types();
        return comparison.findings.list();
    }

    /** Compares a whole module: what is in the lock alone is gone. */
    static List<Finding> whole(LockFile lock, Contract now) {
        Comparison comparison = new Comparison(lock, now, Moves.all(lock, now), Acceptance.open(lock), true);
        comparison.services(block -> true);
        comparison.types();
        comparison.goneServices();
        comparison.goneTypes();
        return comparison.findings.list();
    }

    /** Compares a lock with a later one, such as the target branch's with that of a branch. */
    static List<Finding> later(LockFile old, LockFile lock) {
        Contract now = Contract.of(lock);
        Moves moves = Moves.all(old, now);
        Comparison comparison = new Comparison(old, now, moves, Acceptance.since(old, lock), false);
        comparison.services(block -> true);
        comparison.types();
        comparison.goneServices();
        comparison.goneTypes();
        new History(old, lock, moves, comparison.findings).compare();
        return comparison.findings.list();
    }

    private void services(Predicate<LockedService> isGone) {
        for (Contract.Service service : now.services()) {
            LockedService block = lock.service(service.name());
            if (block != null) {
                boolean isWhole = block.type().equals(service.type()) || isGone.test(block);
                methods.compare(block, service, isWhole);
                continue;
            }
            LockedService former = new FormerService(lock, now, isGone).find(service);
            if (former == null || findings.isAccepted(Key.of(service.name()), Key.of(former.name()))) {
                findings.add(Severity.NOTE, Key.of(service.name()), "is a new service");
            } else {
                findings.add(
                        Severity.ERROR,
                        Key.of(service.name()),
                        Key.of(former.name()),
                        "is new, and the service " + former.name() + " with the same methods is gone, which old clients"
                                + " call; set @RpcInterface(name = \"" + former.name() + "\")");
            }
        }
    }

    private void types() {
        for (Contract.Type type : now.types()) {
            LockedType block = moves.block(type);
            Key key = Key.of(type.name());
            if (block == null) {
                otherKind(type, key);
                continue;
            }
            Key origin = Key.of(block.name());
            if (!origin.equals(key)) {
                findings.add(Severity.NOTE, key, "continues the numbers of " + block.name());
            }
            if (type.isImported() && origin.equals(key)) {
                members.compareImported(type, block.lines());
            } else {
                members.compare(type.kind(), key, origin, block.lines(), type.members());
            }
        }
    }

    private void otherKind(Contract.Type type, Key key) {
        LockedType other = lock.type(type.name());
        if (other == null || other.status().isGone()) {
            findings.add(Severity.NOTE, key, "is a new " + type.kind().word());
        } else {
            findings.add(
                    Severity.ERROR,
                    key,
                    key,
                    "was of kind " + other.kind().word() + ", and is of kind "
                            + type.kind().word() + ", which travels in another form; use another type");
        }
    }

    private void goneServices() {
        for (LockedService block : lock.services()) {
            if (!block.status().isGone() && now.service(block.name()) == null) {
                Key key = Key.of(block.name());
                findings.add(Severity.WARNING, key, key, "is a service no more: old clients get UNIMPLEMENTED");
            }
        }
    }

    private void goneTypes() {
        for (LockedType block : lock.types()) {
            if (!block.status().isGone() && now.type(block.name()) == null) {
                String destination = moves.destination(block.name());
                findings.add(
                        Severity.NOTE,
                        Key.of(block.name()),
                        destination == null ? "is no longer used" : "is " + destination + " now");
            }
        }
    }
}
