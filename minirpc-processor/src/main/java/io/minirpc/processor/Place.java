package io.minirpc.processor;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Where a problem is: the element an error is put on, and the way from there to the type in question when that lies in
 * a class file, where an error can't be put.
 *
 * @param element the element in the sources being compiled
 * @param label what the element is, in words: {@code UserService.find, parameter key}
 * @param path the way on from there: {@code Page<T>.items}
 * @param annotation the annotation the problem is about, if any
 */
record Place(
        Element element,
        String label,
        List<String> path,
        @Nullable AnnotationMirror annotation) {
    private static final int MAX_STEPS = 4;

    static Place of(Element element, String label) {
        return new Place(element, label, List.of(), null);
    }

    Place through(String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return new Place(element, label, List.copyOf(longer), annotation);
    }

    Place at(@Nullable AnnotationMirror mirror) {
        return new Place(element, label, path, mirror);
    }

    /** Returns the place in words. */
    String where() {
        List<String> steps = new ArrayList<>(path);
        if (steps.size() > MAX_STEPS) {
            steps.subList(MAX_STEPS - 1, steps.size()).clear();
            steps.add("…");
        }
        steps.add(0, label);
        return String.join(" -> ", steps);
    }

    /** Returns the place of a constant in an enum's sources. */
    Place to(Element constant) {
        return Place.of(constant, label + "." + constant.getSimpleName());
    }

    /** Returns the place of a method's result. */
    Place result() {
        return new Place(element, label + ", result", path, annotation);
    }

    /** Returns the place of a method's parameter, which is the method when the parameter is in a class file. */
    Place parameter(Element parameter, boolean isSource) {
        String longer = label + ", parameter " + parameter.getSimpleName();
        return new Place(isSource ? parameter : element, longer, path, annotation);
    }
}
