package io.minirpc.tests.servers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Says that tests run a {@link Program}: where it cannot be had they are skipped, or fail under
 * {@code -Drequire.servers=true}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresProgram.Condition.class)
public @interface RequiresProgram {
    /** Returns the program. */
    Program value();

    /** Looks for the program. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return AnnotationSupport.findAnnotation(context.getElement(), RequiresProgram.class)
                    .map(required -> new RequiredServer(required.value().binary()).evaluateExecutionCondition(context))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("it is required elsewhere"));
        }
    }
}
