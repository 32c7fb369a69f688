package io.minirpc.processor;

import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.SimpleAnnotationValueVisitor14;

/** Finds values of annotations that use what does not exist: {@code @RpcField(number = Generated.NUMBER)}. */
final class MissingValues extends SimpleAnnotationValueVisitor14<Boolean, TypeMirror> {
    /** The text of a value that javac can't work out; that of a string has quotes. */
    private static final String ERROR = "<error>";

    private static final MissingValues FINDER = new MissingValues();

    private MissingValues() {
        super(false);
    }

    /** Returns whether the annotation or one of its values does not exist. */
    static boolean in(AnnotationMirror annotation) {
        if (annotation.getAnnotationType().getKind() == TypeKind.ERROR) {
            return true;
        }
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                annotation.getElementValues().entrySet()) {
            if (isMissing(entry.getValue(), entry.getKey().getReturnType())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMissing(AnnotationValue value, TypeMirror type) {
        return ERROR.equals(value.toString()) || value.accept(FINDER, type);
    }

    /** Looks at a constant: where Eclipse can't work one out, its type is another than that of the element. */
    @Override
    protected Boolean defaultAction(Object value, TypeMirror type) {
        return type.getKind().isPrimitive() && value instanceof String;
    }

    @Override
    public Boolean visitEnumConstant(VariableElement constant, TypeMirror type) {
        return constant.asType().getKind() == TypeKind.ERROR;
    }

    @Override
    public Boolean visitType(TypeMirror value, TypeMirror type) {
        return MissingTypes.isMissing(value);
    }

    @Override
    public Boolean visitAnnotation(AnnotationMirror annotation, TypeMirror type) {
        return in(annotation);
    }

    @Override
    public Boolean visitArray(List<? extends AnnotationValue> values, TypeMirror type) {
        return values.stream().anyMatch(value -> isMissing(value, type));
    }
}
