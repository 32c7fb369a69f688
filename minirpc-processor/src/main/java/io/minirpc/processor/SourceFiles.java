package io.minirpc.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** Turns written types into files, each with the one element it was made from. */
final class SourceFiles {
    private static final ClassName NULL_UNMARKED = ClassName.get("org.jspecify.annotations", "NullUnmarked");

    private final JavaTypes java;
    private final Filer filer;

    SourceFiles(JavaTypes java, Filer filer) {
        this.java = java;
        this.filer = filer;
    }

    void write(TypeElement origin, ClassName name, TypeSpec.Builder type, Set<String> suppressions) throws IOException {
        TypeElement namesake = java.elements.getTypeElement(name.canonicalName());
        if (namesake != null && java.isSource(namesake)) {
            throw new FilerException(name.canonicalName());
        }
        if (JavaTypes.isPublic(origin)) {
            type.addModifiers(Modifier.PUBLIC);
        }
        type.addAnnotation(AnnotationSpec.builder(RuntimeNames.GENERATED)
                .addMember("value", "$S", "minirpc-processor")
                .build());
        if (!suppressions.isEmpty()) {
            type.addAnnotation(suppressWarnings(suppressions));
        }
        if (java.isNullMarked(origin)) {
            type.addAnnotation(NULL_UNMARKED);
        }
        JavaFile file = JavaFile.builder(name.packageName(), type.build())
                .addFileComment("Written by minirpc-processor from $L; changes are lost.", JavaTypes.shortName(origin))
                .skipJavaLangImports(!java.hidesJavaLang(name.packageName()))
                .indent("  ")
                .build();
        String text = Layout.tidy(file.toString());
        try (Writer writer =
                filer.createSourceFile(name.canonicalName(), origin).openWriter()) {
            writer.write(text);
        }
    }

    private static AnnotationSpec suppressWarnings(Set<String> warnings) {
        List<CodeBlock> texts = warnings.stream()
                .sorted()
                .map(warning -> CodeBlock.of("$S", warning))
                .toList();
        CodeBlock value = texts.size() == 1 ? texts.get(0) : CodeBlock.of("{$L}", CodeBlock.join(texts, ", "));
        return AnnotationSpec.builder(SuppressWarnings.class)
                .addMember("value", value)
                .build();
    }
}
