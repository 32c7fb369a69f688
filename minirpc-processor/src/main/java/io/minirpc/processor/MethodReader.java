package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import io.minirpc.annotation.HashKey;
import io.minirpc.annotation.RpcField.Encoding;
import io.minirpc.annotation.RpcMethod;
import io.minirpc.annotation.Sensitive;
import io.minirpc.processor.schema.Kind;
import io.minirpc.processor.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the methods of one interface. */
final class MethodReader {
    private static final ClassName VOID = ClassName.get(Void.class);

    /** What a record's component can't be called, by the Java Language Specification, 8.10.1. */
    private static final Set<String> NO_COMPONENTS =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    /** The name of a method on the wire. */
    record WireName(String service, String method) {
        /** Returns the key of the method in the lock. */
        String key() {
            return service + "." + method;
        }
    }

    private final Reading reading;
    private final JavaTypes java;
    private final Reporter reporter;
    private final CodecHome home;
    private final TypeReader typeReader;
    private final TypeElement owner;
    private final SchemaReader schema;
    private final Suppressions suppressions;
    private final PolicyReader policyReader;
    private final RemoteMethods methods;
    private final Map<TypeElement, ClassName> exceptionCodecs = new LinkedHashMap<>();
    private final List<MessageModel> exceptions = new ArrayList<>();

    MethodReader(
            Reading reading,
            CodecHome home,
            TypeReader typeReader,
            TypeElement owner,
            SchemaReader schema,
            Suppressions suppressions) {
        this.reading = reading;
        this.java = reading.java();
        this.reporter = reading.reporter();
        this.home = home;
        this.typeReader = typeReader;
        this.owner = owner;
        this.schema = schema;
        this.suppressions = suppressions;
        methods = new RemoteMethods(java, (DeclaredType) owner.asType());
        policyReader = new PolicyReader(java, reporter, owner);
    }

    /** Returns the methods to read. */
    List<ExecutableElement> methods() {
        return methods.find();
    }

    /** Returns the exceptions that methods read so far declare. */
    List<MessageModel> exceptions() {
        return exceptions;
    }

    /** Returns where to report a method: on it, or on the interface that inherits it from a class file. */
    Place place(ExecutableElement method) {
        String label = JavaTypes.shortName(owner) + "." + method.getSimpleName();
        return Place.of(java.isSource(method) ? method : owner, label);
    }

    /** Returns null where the method can't be called from afar, which has been reported then. */
    InterfaceModel.@Nullable Method read(ExecutableElement method, WireName wireName, String constant, Place place) {
        if (!method.getTypeParameters().isEmpty()) {
            reporter.report(place, Problem.GENERIC_METHOD);
            return null;
        }
        if (java.isMethodOfObject(method)) {
            reporter.report(place, Problem.OBJECT_METHOD);
            return null;
        }
        String suspended = AsyncTypes.suspended(method);
        if (suspended != null) {
            reporter.report(place, Problem.SUSPEND_FUNCTION, suspended);
            return null;
        }
        suppressions.use(method);
        schema.places().put(wireName.key(), place);
        ExecutableType type = java.method((DeclaredType) owner.asType(), method);
        TypeMirror returned = type.getReturnType();
        boolean isAsync = isFuture(returned);
        TypeMirror result = isAsync ? futureResult((DeclaredType) returned, place) : returned;
        CodecModel reply = result == null ? null : reply(method, result, place);
        List<InterfaceModel.Parameter> parameters = parameters(method, type);
        InterfaceModel.Arguments arguments = arguments(method, type, wireName, parameters, place);
        List<TypeMirror> thrown = methods.thrown(method);
        List<DeclaredType> declared = declared(thrown, place);
        List<ClassName> codecs = declared.stream()
                .map(exception -> exceptionCodec(exception, place))
                .toList();
        Policies policies = policyReader.read(method, place);
        if (reply == null || result == null) {
            return null;
        }
        RpcMethod settings = method.getAnnotation(RpcMethod.class);
        InterfaceModel.Signature signature = new InterfaceModel.Signature(
                method.getSimpleName().toString(),
                isAsync ? InterfaceModel.Shape.ASYNC : InterfaceModel.Shape.BLOCKING,
                parameters,
                method.isVarArgs(),
                TypeName.get(returned),
                result.getKind() == TypeKind.VOID ? VOID : TypeName.get(result).box(),
                thrown.stream().map(TypeName::get).toList());
        Schema.Method onWire = new Schema.Method(
                wireName.method(),
                arguments.schema(),
                new Schema.Reply(schema.readReply(result), reply.isMessage(), JavaTypes.has(method, Sensitive.class)),
                declared.stream().map(schema::readException).toList(),
                policies.isIdempotent());
        InterfaceModel.Options options = new InterfaceModel.Options(
                settings != null && settings.inline(),
                settings == null ? 0 : timeout(settings, place),
                hashKey(method, type, parameters, place),
                policies);
        InterfaceModel.Wire wire = new InterfaceModel.Wire(onWire, arguments, reply, codecs);
        return new InterfaceModel.Method(constant, signature, wire, options);
    }

    private List<InterfaceModel.Parameter> parameters(ExecutableElement method, ExecutableType type) {
        List<? extends VariableElement> variables = method.getParameters();
        NameAllocator components = components(method);
        List<InterfaceModel.Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            String name = variables.get(i).getSimpleName().toString();
            String component = components.newName(name);
            TypeName parameterType = TypeName.get(type.getParameterTypes().get(i));
            TypeName erasure = TypeName.get(java.types.erasure(variables.get(i).asType()));
            parameters.add(new InterfaceModel.Parameter(name, parameterType, erasure, component));
        }
        return parameters;
    }

    /** Returns names for the components of a record of arguments, which keep clear of the classes that it names. */
    private static NameAllocator components(ExecutableElement method) {
        NameAllocator components = new NameAllocator();
        NO_COMPONENTS.forEach(components::newName);
        components.newName(RuntimeNames.TEXT_PRINTER.simpleName());
        components.newName(argumentsName(method) + "Codec");
        return components;
    }

    private static String argumentsName(ExecutableElement method) {
        return Names.upperFirst(Names.generated(method)) + "Args";
    }

    private int timeout(RpcMethod settings, Place place) {
        if (settings.timeoutMillis() < 0) {
            reporter.report(place, Problem.BAD_TIMEOUT, settings.timeoutMillis());
        }
        return settings.timeoutMillis();
    }

    private InterfaceModel.@Nullable Parameter hashKey(
            ExecutableElement method, ExecutableType type, List<InterfaceModel.Parameter> parameters, Place place) {
        InterfaceModel.Parameter key = null;
        for (int i = 0; i < parameters.size(); i++) {
            VariableElement parameter = method.getParameters().get(i);
            if (JavaTypes.has(parameter, HashKey.class)) {
                Place here = place.parameter(parameter, java.isSource(parameter));
                if (key != null) {
                    reporter.report(here, Problem.DUPLICATE_HASH_KEY, key.name());
                } else {
                    key = parameters.get(i);
                    checkHashKey(type.getParameterTypes().get(i), here);
                }
            }
        }
        return key;
    }

    private void checkHashKey(TypeMirror type, Place place) {
        if (!java.isHashKey(type) && type.getKind() != TypeKind.ERROR) {
            reporter.report(place, Problem.HASH_KEY_TYPE, JavaTypes.display(type));
        }
    }

    private static boolean isFuture(TypeMirror type) {
        if (!(type instanceof DeclaredType declared)) {
            return false;
        }
        String name = JavaTypes.name(JavaTypes.element(declared));
        return name.equals("java.util.concurrent.CompletableFuture")
                || name.equals("java.util.concurrent.CompletionStage");
    }

    private @Nullable TypeMirror futureResult(DeclaredType future, Place place) {
        boolean isMisused = new UnsupportedTypes(java, reporter).isGenericMisuse(future, place.result());
        return isMisused ? null : future.getTypeArguments().get(0);
    }

    private @Nullable CodecModel reply(ExecutableElement method, TypeMirror result, Place place) {
        if (result.getKind() == TypeKind.VOID) {
            return new CodecModel.Nothing(VOID);
        }
        String advice = AsyncTypes.advice(java, result);
        if (advice != null) {
            reporter.report(place.result(), Problem.UNSUPPORTED_TYPE, JavaTypes.display(result), advice);
            return null;
        }
        CodecModel codec = typeReader.read(result, Encoding.VARINT, place.result(), Scope.ofMethod());
        return codec != null && JavaTypes.has(method, Sensitive.class) ? codec.asSensitive() : codec;
    }

    private InterfaceModel.Arguments arguments(
            ExecutableElement method,
            ExecutableType type,
            WireName wireName,
            List<InterfaceModel.Parameter> parameters,
            Place place) {
        List<FieldReader.Part> parts = parts(method, type, parameters, place);
        if (parts.isEmpty()) {
            return new InterfaceModel.Arguments(VOID, null, null, new Schema.Parameters(List.of()));
        }
        if (!java.isSource(method) && parameters.get(0).name().equals("arg0")) {
            reporter.report(place, Problem.PARAMETER_NAMES);
        }
        List<Schema.WireNumber> numbers =
                reading.lock().parameters(wireName.service(), wireName.method(), FieldReader.names(parts));
        List<PropertyModel> fields = new FieldReader(reporter, typeReader).read(parts, numbers, Scope.ofMethod());
        List<Schema.Field> onWire = schema.read(wireName.key(), parts, numbers);
        if (fields.size() == 1 && parts.size() == 1 && fields.get(0).codec().isMessage()) {
            if (parts.get(0).mark() != null) {
                reporter.report(parts.get(0).place(), Problem.MESSAGE_ARGUMENT);
            }
            Schema.Field message = onWire.get(0);
            return new InterfaceModel.Arguments(
                    fields.get(0).type(),
                    fields.get(0).codec(),
                    null,
                    new Schema.BareArgument((Kind.Named) message.kind(), message.isSensitive()));
        }
        MessageModel.Properties generated = generated(method, parts, fields);
        return new InterfaceModel.Arguments(generated.type(), null, generated, new Schema.Parameters(onWire));
    }

    private List<FieldReader.Part> parts(
            ExecutableElement method, ExecutableType type, List<InterfaceModel.Parameter> parameters, Place place) {
        List<FieldReader.Part> parts = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            VariableElement parameter = method.getParameters().get(i);
            InterfaceModel.Parameter model = parameters.get(i);
            parts.add(new FieldReader.Part(
                    model.name(),
                    type.getParameterTypes().get(i),
                    place.parameter(parameter, java.isSource(parameter)),
                    List.of(parameter),
                    model.component(),
                    null));
        }
        return parts;
    }

    private MessageModel.Properties generated(
            ExecutableElement method, List<FieldReader.Part> parts, List<PropertyModel> fields) {
        ClassName arguments = home.nestedClass(argumentsName(method));
        return new MessageModel.Properties(
                arguments,
                arguments,
                arguments.simpleName(),
                home.nestedClass(arguments.simpleName() + "Codec"),
                MessageModel.Form.ARGUMENTS,
                List.of(),
                fields,
                MessageModel.ConstructorArgument.properties(parts));
    }

    /** Returns the declared exceptions, subclasses first. */
    private List<DeclaredType> declared(List<TypeMirror> exceptions, Place place) {
        List<DeclaredType> thrown = new ArrayList<>();
        Map<String, TypeElement> byName = new LinkedHashMap<>();
        for (TypeMirror exception : exceptions) {
            if (exception.getKind() == TypeKind.ERROR) {
                reporter.unresolved(place, exception.toString());
            } else if (exception instanceof DeclaredType declared && isCarried(declared, place)) {
                TypeElement element = JavaTypes.element(declared);
                String name = exceptionName(element, place);
                TypeElement other = byName.putIfAbsent(name, element);
                if (other == null) {
                    thrown.add(declared);
                } else if (!other.equals(element)) {
                    reporter.report(place, Problem.DUPLICATE_EXCEPTION, name);
                }
            }
        }
        thrown.sort(Comparator.<DeclaredType>comparingInt(java::depth).reversed());
        return thrown;
    }

    /** Returns whether an exception gets a codec, and nothing about it is missing. */
    private boolean isCarried(DeclaredType exception, Place place) {
        return !isRpcException(exception) && !java.missing().keepWaiting(JavaTypes.element(exception), place, reporter);
    }

    private String exceptionName(TypeElement exception, Place place) {
        String label = JavaTypes.shortName(exception);
        Place onType = java.isSource(exception) ? Place.of(exception, label) : place.through(label);
        return new TypeFields(java, reporter).name(exception, onType);
    }

    /** Every method may answer this one, declared or not. */
    private static boolean isRpcException(DeclaredType type) {
        return JavaTypes.name(JavaTypes.element(type)).equals(RuntimeNames.RPC_EXCEPTION.canonicalName());
    }

    private ClassName exceptionCodec(DeclaredType exception, Place place) {
        TypeElement element = JavaTypes.element(exception);
        ClassName known = exceptionCodecs.get(element);
        if (known != null) {
            return known;
        }
        ClassName codec = home.nestedClass(element.getSimpleName() + "Codec");
        exceptionCodecs.put(element, codec);
        MessageModel model = new ExceptionReader(reading, home, typeReader, schema, suppressions)
                .read(exception, exceptionName(element, place), codec, place);
        if (model != null) {
            exceptions.add(model);
        }
        return codec;
    }
}
