package io.minirpc.processor;

import static java.util.Objects.requireNonNull;

import io.minirpc.annotation.Hedge;
import io.minirpc.annotation.Idempotent;
import io.minirpc.annotation.RateLimit;
import io.minirpc.annotation.Retry;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Reads what the methods of one interface say for filters, and the types they are declared in for them. */
final class PolicyReader {
    private static final int MOST_ATTEMPTS = 10;
    private static final double LOWEST_RATE = 0.001;
    private static final double HIGHEST_RATE = 10_000_000;
    private static final int LARGEST_BURST = 1_000_000;

    private final JavaTypes java;
    private final Reporter reporter;
    private final TypeElement owner;
    private final Map<TypeElement, Policies> ofTypes = new HashMap<>();

    PolicyReader(JavaTypes java, Reporter reporter, TypeElement owner) {
        this.java = java;
        this.reporter = reporter;
        this.owner = owner;
    }

    /** Returns what holds for a method: the next to it counts, the interface before the type it is inherited from. */
    Policies read(ExecutableElement method, Place place) {
        TypeElement declaring = (TypeElement) requireNonNull(method.getEnclosingElement());
        Policies all = read((Element) method, place).or(ofType(owner)).or(ofType(declaring));
        if (!all.isIdempotent() && all.retry() != null) {
            reportNotIdempotent(method, declaring, Retry.class, place);
        }
        if (!all.isIdempotent() && all.hedge() != null) {
            reportNotIdempotent(method, declaring, Hedge.class, place);
        }
        return all;
    }

    private Policies ofType(TypeElement type) {
        Policies known = ofTypes.get(type);
        if (known == null) {
            known = read(type, Place.of(java.isSource(type) ? type : owner, JavaTypes.shortName(type)));
            ofTypes.put(type, known);
        }
        return known;
    }

    private Policies read(Element element, Place place) {
        Retry retry = element.getAnnotation(Retry.class);
        if (retry != null) {
            check(retry, place.at(JavaTypes.annotation(element, Retry.class)));
        }
        Hedge hedge = element.getAnnotation(Hedge.class);
        if (hedge != null) {
            check(hedge, place.at(JavaTypes.annotation(element, Hedge.class)));
        }
        RateLimit rateLimit = element.getAnnotation(RateLimit.class);
        if (rateLimit != null) {
            check(rateLimit, place.at(JavaTypes.annotation(element, RateLimit.class)));
        }
        return new Policies(JavaTypes.has(element, Idempotent.class), retry, hedge, rateLimit);
    }

    private void reportNotIdempotent(
            ExecutableElement method, TypeElement declaring, Class<? extends Annotation> policy, Place place) {
        AnnotationMirror own = JavaTypes.annotation(method, policy);
        TypeElement giver = JavaTypes.has(owner, policy) ? owner : declaring;
        String name = "@" + policy.getSimpleName();
        reporter.report(
                place.at(own),
                Problem.NOT_IDEMPOTENT,
                own == null ? name + " by way of " + JavaTypes.shortName(giver) : name,
                name);
    }

    private void check(Retry retry, Place place) {
        checkAttempts(retry.maxAttempts(), place);
        checkMillis("initialBackoffMillis", retry.initialBackoffMillis(), place);
        checkMillis("maxBackoffMillis", retry.maxBackoffMillis(), place);
        boolean isReversed = retry.maxBackoffMillis() < retry.initialBackoffMillis();
        if (isReversed && retry.maxBackoffMillis() >= 1) {
            String expected = "not less than initialBackoffMillis, " + retry.initialBackoffMillis();
            reporter.report(place, Problem.BAD_POLICY, "maxBackoffMillis", retry.maxBackoffMillis(), expected);
        }
    }

    private void check(Hedge hedge, Place place) {
        checkMillis("delayMillis", hedge.delayMillis(), place);
        checkAttempts(hedge.maxAttempts(), place);
    }

    private void check(RateLimit limit, Place place) {
        if (!(limit.perSecond() >= LOWEST_RATE && limit.perSecond() <= HIGHEST_RATE)) {
            reporter.report(place, Problem.BAD_POLICY, "perSecond", limit.perSecond(), "0.001 to 10000000");
        }
        if (limit.burst() < 1 || limit.burst() > LARGEST_BURST) {
            reporter.report(place, Problem.BAD_POLICY, "burst", limit.burst(), "1 to " + LARGEST_BURST);
        }
    }

    private void checkAttempts(int value, Place place) {
        if (value < 2 || value > MOST_ATTEMPTS) {
            String expected = "2 to " + MOST_ATTEMPTS + ", the first one included";
            reporter.report(place, Problem.BAD_POLICY, "maxAttempts", value, expected);
        }
    }

    private void checkMillis(String name, int value, Place place) {
        if (value < 1) {
            reporter.report(place, Problem.BAD_POLICY, name, value, "1 or more");
        }
    }
}
