package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMethod;
import io.minirpc.processor.schema.LayoutText;
import io.minirpc.processor.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Reads an {@code @RpcInterface}. */
final class InterfaceReader {
    private final Reading reading;
    private final JavaTypes java;
    private final Reporter reporter;

    InterfaceReader(Reading reading) {
        this.reading = reading;
        this.java = reading.java();
        this.reporter = reading.reporter();
    }

    /** Returns the interface; of no use when something was reported. */
    InterfaceModel read(TypeElement element) {
        Place place = Place.of(element, JavaTypes.shortName(element));
        CodecHome home = new CodecHome(java, Names.beside(element, "Methods"));
        Suppressions suppressions = new Suppressions();
        suppressions.use(element);
        String service = serviceName(element, place);
        List<InterfaceModel.Method> methods = new ArrayList<>();
        List<MessageModel> nested = new ArrayList<>();
        SchemaReader schemaReader = new SchemaReader(reading, element);
        schemaReader.places().put(service, place);
        if (isUsable(element, place)) {
            TypeReader typeReader = new TypeReader(reading, home);
            MethodReader reader = new MethodReader(reading, home, typeReader, element, schemaReader, suppressions);
            methods.addAll(readMethods(service, reader));
            nested.addAll(new MessageReader(reading, home, typeReader, suppressions).readNested());
            nested.addAll(reader.exceptions());
        }
        Schema schema = schemaReader.ofInterface(new Schema.Service(
                service,
                element.getAnnotation(RpcInterface.class).draft(),
                methods.stream().map(method -> method.wire().schema()).toList()));
        List<Schema.Declaration> declarations = new ArrayList<>(schema.declarations());
        declarations.addAll(schemaReader.readBehind());
        return new InterfaceModel(
                ClassName.get(element),
                service,
                memberTypes(element),
                methods,
                nested,
                schema,
                schemaReader.places(),
                layouts(schema, declarations),
                suppressions.warnings());
    }

    private Map<String, String> layouts(Schema schema, List<Schema.Declaration> declarations) {
        Map<String, String> layouts = new HashMap<>();
        Schema.Service service = schema.service();
        if (service != null && !reporter.hasErrors() && !reporter.hasUnresolved()) {
            for (Schema.Method method : service.methods()) {
                String hash = LayoutText.hash(method, service.isDraft(), declarations);
                if (hash != null) {
                    layouts.put(method.name(), hash);
                }
            }
        }
        return layouts;
    }

    private boolean isUsable(TypeElement element, Place place) {
        if (element.getKind() != ElementKind.INTERFACE) {
            String kind = element.getKind() == ElementKind.ANNOTATION_TYPE
                    ? "an annotation"
                    : Names.article(element.getKind().name().toLowerCase(Locale.ROOT));
            reporter.report(place, Problem.NOT_AN_INTERFACE, kind);
            return false;
        }
        if (!element.getTypeParameters().isEmpty()) {
            String example = element.getTypeParameters().stream()
                    .map(parameter -> "User")
                    .collect(Collectors.joining(", ", element.getSimpleName() + "<", ">"));
            reporter.report(place, Problem.GENERIC_INTERFACE, example);
            return false;
        }
        if (JavaTypes.isPrivate(element)) {
            reporter.report(place, Problem.PRIVATE_TYPE);
        }
        if (JavaTypes.is(element, Modifier.SEALED)) {
            reporter.report(place, Problem.SEALED_INTERFACE);
        }
        return true;
    }

    private String serviceName(TypeElement element, Place place) {
        RpcInterface settings = element.getAnnotation(RpcInterface.class);
        String name = settings.name().isEmpty() ? element.getSimpleName().toString() : settings.name();
        if (!name.matches("[\\w$.-]+")) {
            reporter.report(
                    place.at(JavaTypes.annotation(element, RpcInterface.class)),
                    Problem.BAD_NAME,
                    name,
                    ", '.'",
                    "@RpcInterface(name = …)");
        }
        return name;
    }

    private Set<String> memberTypes(TypeElement element) {
        return ElementFilter.typesIn(java.elements.getAllMembers(element)).stream()
                .map(type -> type.getSimpleName().toString())
                .collect(Collectors.toSet());
    }

    private List<InterfaceModel.Method> readMethods(String service, MethodReader reader) {
        List<InterfaceModel.Method> methods = new ArrayList<>();
        Map<String, ExecutableElement> byWireName = new HashMap<>();
        Set<String> constants = new HashSet<>(Set.of("SERVICE"));
        for (ExecutableElement method : reader.methods()) {
            Place place = reader.place(method);
            RpcMethod settings = method.getAnnotation(RpcMethod.class);
            String name = method.getSimpleName().toString();
            String wireName = settings == null || settings.name().isEmpty() ? name : settings.name();
            checkWireName(method, wireName, byWireName, place.at(JavaTypes.annotation(method, RpcMethod.class)), place);
            String constant = unique(Names.constant(Names.generated(method)), constants);
            InterfaceModel.Method model =
                    reader.read(method, new MethodReader.WireName(service, wireName), constant, place);
            if (model != null) {
                methods.add(model);
            }
        }
        return methods;
    }

    private void checkWireName(
            ExecutableElement method,
            String wireName,
            Map<String, ExecutableElement> byWireName,
            Place onAnnotation,
            Place place) {
        if (!wireName.matches("[\\w$-]+")) {
            reporter.report(onAnnotation, Problem.BAD_NAME, wireName, "", "@RpcMethod(name = …)");
        }
        ExecutableElement other = byWireName.putIfAbsent(wireName, method);
        if (other == null) {
            return;
        }
        if (other.getSimpleName().equals(method.getSimpleName())) {
            reporter.report(place, Problem.OVERLOADED_METHOD, JavaTypes.signature(other), JavaTypes.signature(method));
        } else {
            reporter.report(onAnnotation, Problem.DUPLICATE_METHOD_NAME, wireName, other.getSimpleName());
        }
    }

    private static String unique(String name, Set<String> taken) {
        String candidate = name;
        for (int i = 2; !taken.add(candidate); i++) {
            candidate = name + "_" + i;
        }
        return candidate;
    }
}
