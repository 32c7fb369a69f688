package io.minirpc.processor;

import com.google.auto.service.AutoService;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;
import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMessage;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Writes the stub, the skeleton and the method descriptors of each {@link RpcInterface}, the codec of each
 * {@link RpcMessage}, and the schemas of both.
 *
 * <p>Types are independent of each other: the errors of one don't keep the others from being written, and each file has
 * one originating element, so that incremental builds need to look at no other. A type that leads to something which
 * does not exist waits for the next round, since another processor may be writing it.
 */
@AutoService(Processor.class)
@SupportedAnnotationTypes("io.minirpc.annotation.*")
@SupportedOptions(LockSearch.NAME)
public final class RpcProcessor extends AbstractProcessor {
    private final Set<String> sources = new HashSet<>();
    private final Set<String> waiting = new TreeSet<>();
    /** Those that Lombok may have been adding to, which takes it one round. */
    private final Set<String> unfinished = new HashSet<>();

    private final Set<String> printed = new HashSet<>();
    private @Nullable SchemaFiles schemas;
    private @Nullable ModuleContract contract;

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    /**
     * Claims the annotations, in which no other processor is interested: javac warns about unclaimed ones under
     * {@code -Xlint:all}, which users combine with {@code -Werror}.
     */
    @Override
    @SuppressWarnings("DoNotClaimAnnotations")
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        round.getRootElements().stream()
                .filter(TypeElement.class::isInstance)
                .forEach(type ->
                        sources.add(((TypeElement) type).getQualifiedName().toString()));
        JavaTypes java = new JavaTypes(processingEnv.getElementUtils(), processingEnv.getTypeUtils(), sources);
        for (TypeElement type : candidates(round, java)) {
            process(type, java, round.processingOver());
        }
        if (round.processingOver() && contract != null) {
            contract.printTo(processingEnv.getMessager());
        }
        return true;
    }

    /** Returns the annotated types of this round, and those that wait since an earlier one, by name. */
    private List<TypeElement> candidates(RoundEnvironment round, JavaTypes java) {
        Map<String, TypeElement> candidates = new LinkedHashMap<>();
        for (String name : waiting) {
            TypeElement type = java.elements.getTypeElement(name);
            if (type != null) {
                candidates.put(name, type);
            }
        }
        waiting.clear();
        for (Class<? extends Annotation> annotation : List.of(RpcInterface.class, RpcMessage.class, RpcField.class)) {
            for (Element element : round.getElementsAnnotatedWith(annotation)) {
                if (element instanceof TypeElement type) {
                    candidates.put(JavaTypes.name(type), type);
                }
            }
        }
        List<TypeElement> sorted = new ArrayList<>(candidates.values());
        sorted.sort(Comparator.comparing(JavaTypes::name));
        return sorted;
    }

    private void process(TypeElement type, JavaTypes java, boolean isLastRound) {
        Reporter reporter = new Reporter();
        Place place = Place.of(type, JavaTypes.shortName(type));
        try {
            if (!java.missing().keepWaiting(type, place, reporter)) {
                process(type, java, reporter, isLastRound);
            }
        } catch (FilerException e) {
            reporter.report(place, Problem.NAME_CLASH, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            // Nothing may leave as a stack trace: what failed is this type, and the others can go on.
            reporter.report(place, Problem.UNEXPECTED, e);
        }
        if (reporter.hasUnresolved() && !isLastRound) {
            waiting.add(JavaTypes.name(type));
        } else if (!reporter.isAwaiting()) {
            reporter.printTo(processingEnv.getMessager(), printed);
        }
    }

    private void process(TypeElement type, JavaTypes java, Reporter reporter, boolean isLastRound) throws IOException {
        InterfaceModel asInterface = JavaTypes.has(type, RpcInterface.class)
                ? new InterfaceReader(reading(type, java, reporter)).read(type)
                : null;
        OwnedModel asMessage = JavaTypes.has(type, RpcMessage.class)
                ? new OwnedReader(reading(type, java, reporter)).read(type)
                : null;
        if (JavaTypes.has(type, RpcField.class)) {
            new TypeFields(java, reporter).checkUse(type);
        }
        if (reporter.isUnfinished() && !isLastRound && unfinished.add(JavaTypes.name(type))) {
            reporter.awaitTypes();
        }
        if (!reporter.hasErrors() && !reporter.hasUnresolved()) {
            write(type, asInterface, asMessage, java);
            compare(type, asInterface, asMessage, java, reporter);
        }
    }

    private void compare(
            TypeElement type,
            @Nullable InterfaceModel asInterface,
            @Nullable OwnedModel asMessage,
            JavaTypes java,
            Reporter reporter)
            throws IOException {
        if (asInterface != null) {
            contract(type).compare(asInterface.schema(), asInterface.places(), java, reporter);
        }
        if (asMessage != null) {
            contract(type).compare(asMessage.schema(), asMessage.places(), java, reporter);
        }
    }

    private Reading reading(TypeElement type, JavaTypes java, Reporter reporter) throws IOException {
        return new Reading(java, reporter, contract(type).lock());
    }

    private SchemaFiles schemas() {
        if (schemas == null) {
            schemas = new SchemaFiles(processingEnv.getFiler());
        }
        return schemas;
    }

    /** Returns the value of the option, empty where it has none, or null where it is not set. */
    private @Nullable String option() {
        Map<String, String> options = processingEnv.getOptions();
        return options.containsKey(LockSearch.NAME)
                ? Objects.requireNonNullElse(options.get(LockSearch.NAME), "")
                : null;
    }

    /** Returns the contract of the module, which is found with the first type that gets a schema. */
    private ModuleContract contract(TypeElement type) throws IOException {
        if (contract == null) {
            contract = ModuleContract.find(option(), schemas().classes(type), processingEnv.getMessager());
        }
        return contract;
    }

    private void write(
            TypeElement type, @Nullable InterfaceModel asInterface, @Nullable OwnedModel asMessage, JavaTypes java)
            throws IOException {
        SourceFiles files = new SourceFiles(java, processingEnv.getFiler());
        if (asInterface != null) {
            ClassName methods = Names.beside(type, "Methods");
            ClassName stub = Names.beside(type, "Stub");
            ClassName skeleton = Names.beside(type, "Skeleton");
            Set<String> suppressions = asInterface.suppressions();
            files.write(type, methods, new MethodsWriter(asInterface, methods).write(), suppressions);
            files.write(type, stub, new StubWriter(asInterface, stub, methods).write(), suppressions);
            files.write(type, skeleton, new SkeletonWriter(asInterface, skeleton, methods).write(), suppressions);
            schemas().write(type, asInterface.schema());
        }
        if (asMessage != null) {
            TypeSpec.Builder codec = CodecWriter.owned(asMessage);
            files.write(type, asMessage.message().codec(), codec, asMessage.suppressions());
            schemas().write(type, asMessage.schema());
        }
    }
}
