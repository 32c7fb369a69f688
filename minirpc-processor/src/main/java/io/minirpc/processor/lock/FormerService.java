package io.minirpc.processor.lock;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The search for the service that a new one was before its interface, or its name, was changed. */
final class FormerService {
    private final LockFile lock;
    private final Contract now;
    private final Predicate<LockedService> isGone;

    /** @param isGone whether a service that the contract lacks is gone, or only not part of it */
    FormerService(LockFile lock, Contract now, Predicate<LockedService> isGone) {
        this.lock = lock;
        this.now = now;
        this.isGone = isGone;
    }

    @Nullable
    LockedService find(Contract.Service service) {
        for (LockedService block : lock.services()) {
            boolean isCandidate = !block.status().isGone() && now.service(block.name()) == null && isGone.test(block);
            if (isCandidate
                    && (block.type().equals(service.type()) || signatures(block).equals(signatures(service)))) {
                return block;
            }
        }
        return null;
    }

    private static Map<String, List<String>> signatures(LockedService block) {
        Map<String, List<String>> signatures = new TreeMap<>();
        for (LockedMethod method : block.methods()) {
            if (!method.status().isGone()) {
                List<String> parameters = method.parameters().stream()
                        .filter(parameter -> !parameter.status().isGone())
                        .map(LockedLine::name)
                        .sorted()
                        .toList();
                signatures.put(method.name() + method.signature().text(), parameters);
            }
        }
        return signatures;
    }

    private static Map<String, List<String>> signatures(Contract.Service service) {
        Map<String, List<String>> signatures = new TreeMap<>();
        for (Contract.Method method : service.methods()) {
            List<String> parameters = method.parameters().stream()
                    .map(Contract.Member::name)
                    .sorted()
                    .toList();
            signatures.put(method.name() + method.signature().text(), parameters);
        }
        return signatures;
    }
}
