package io.minirpc.tests.servers;

import io.minirpc.localservers.ServerBinary;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips tests whose server cannot be had, which one loud line tells; with {@code -Drequire.servers=true} they fail
 * instead.
 */
class RequiredServer implements ExecutionCondition {
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private final ServerBinary binary;

    RequiredServer(ServerBinary binary) {
        this.binary = binary;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String reason = binary.whyNot();
        if (reason == null) {
            return ConditionEvaluationResult.enabled(binary.name() + " is there");
        }
        if (Boolean.getBoolean("require.servers")) {
            throw new IllegalStateException(binary.name() + " is required by -Drequire.servers=true, but " + reason);
        }
        if (TOLD.add(binary.name())) {
            System.err.println("######## TESTS ARE SKIPPED that need " + binary.name() + ": " + reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
