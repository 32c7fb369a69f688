package io.minirpc.processor;

/**
 * Everything the processor may complain about: a tag to search for, what is wrong, and after the semicolon what to do
 * instead.
 */
enum Problem {
    // Interfaces and methods
    NOT_AN_INTERFACE("NotAnInterface", Form.PREDICATE, "is %s; put @RpcInterface on an interface"),
    GENERIC_INTERFACE(
            "GenericInterface",
            Form.PREDICATE,
            "has type parameters, which nobody gives arguments here; annotate an interface that extends %s instead"),
    SEALED_INTERFACE("SealedInterface", Form.PREDICATE, "is sealed, so that no stub can implement it; remove sealed"),
    PRIVATE_TYPE(
            "PrivateType",
            Form.PREDICATE,
            "is private or lies in a private type; generated code needs at least package access"),
    GENERIC_METHOD("GenericMethod", Form.PREDICATE, "has type parameters of its own; declare it with concrete types"),
    SUSPEND_FUNCTION(
            "SuspendFunction",
            Form.PREDICATE,
            "is a suspending function, which Java code can't implement; declare it without suspend, with the result"
                    + " CompletableFuture<%s>"),
    OBJECT_METHOD("ObjectMethod", Form.PREDICATE, "is a method of Object, which every stub has already; rename it"),
    OVERLOADED_METHOD(
            "OverloadedMethod",
            Form.PREDICATE,
            "is declared twice (%s, %s), and on the wire only the name counts; rename one or set @RpcMethod(name = …)"),
    DUPLICATE_METHOD_NAME(
            "DuplicateMethodName",
            Form.PREDICATE,
            "has the name \"%s\" on the wire, which is %s's already; set another @RpcMethod(name = …)"),
    BAD_NAME(
            "BadName",
            "the name \"%s\" can't be used on the wire, which takes the letters a to z and A to Z, digits, '_', '-'%s; set"
                    + " another by %s"),
    BAD_TIMEOUT("BadTimeout", "timeoutMillis = %d (expected: 1 or more); set another, or leave it to the client"),
    NOT_IDEMPOTENT(
            "NotIdempotent",
            Form.PREDICATE,
            "has %s, but is not @Idempotent, and a call that may have run must not be made again; add @Idempotent if running"
                    + " twice does no harm, or put %s on other methods only"),
    BAD_POLICY("BadPolicy", "%s = %s (expected: %s); choose another"),
    PARAMETER_NAMES(
            "ParameterNames",
            "the names of the parameters are not in its class file; compile it with -parameters, or redeclare the method in"
                    + " your interface"),
    HASH_KEY_TYPE(
            "HashKeyType",
            "%s can't be a hash key, for it has no short text form; put @HashKey on a parameter that is a String, a number, a"
                    + " UUID or an enum, and add one if there is none"),
    DUPLICATE_HASH_KEY("DuplicateHashKey", Form.PREDICATE, "has @HashKey, which %s has already; remove one of them"),
    MESSAGE_ARGUMENT(
            "MessageArgument",
            Form.PREDICATE,
            "is the only argument and a message, so it travels as it is and @RpcField says nothing; remove @RpcField"),

    // Exceptions
    EXCEPTION_CONSTRUCTOR(
            "ExceptionConstructor",
            "%s can't be made again at the caller; give it a public constructor whose parameters are all named after its"
                    + " getters (or 'message', 'cause'), or one with (String message), or one without parameters"),
    EXCEPTION_PROPERTY("ExceptionProperty", "%s would be lost on the way to the caller; %s"),
    EXCEPTION_TYPE("ExceptionType", "%s is %s; declare a public, concrete exception class"),
    DUPLICATE_EXCEPTION(
            "DuplicateException",
            Form.PREDICATE,
            "declares two exceptions with the name %s; rename one of them or set @RpcField(name = …)"),

    // Types that can't travel
    UNRESOLVED_TYPE(
            "UnresolvedType",
            "the type %s can't be found, which a class file mentions; add the library that has it to the class path"),
    OBJECT_TYPE(
            "ObjectType",
            "Object can hold anything, and the other side can't tell what; use a concrete type or a sealed interface"),
    RAW_TYPE("RawType", "%s has no type arguments; write them, as in %s"),
    WILDCARD("Wildcard", "%s has a wildcard, which leaves open what to read; write %s"),
    TYPE_VARIABLE("TypeVariable", "the type variable %s is not known here; use a concrete type"),
    GENERIC_ARRAY("GenericArray", "Java can't create an array of %s; use List<%s>"),
    UNSUPPORTED_TYPE("UnsupportedType", "%s can't be sent; %s"),
    NOT_SEALED(
            "NotSealed",
            "the interface %s can have any implementation, and the other side can't tell which; make it sealed, or use a class"),
    FUNCTIONAL_TYPE("FunctionalType", "%s is code, which can't be sent; send data instead"),
    ABSTRACT_CLASS("AbstractClass", "%s is abstract; use a concrete class, or a sealed interface of records"),
    INNER_CLASS("InnerClass", "%s is an inner class and needs an instance of %s; make it static"),
    INACCESSIBLE_TYPE("InaccessibleType", "%s is not accessible from the package %s; make it public"),
    MAP_KEY(
            "MapKey",
            "%s can't be the key of a map, for it has no text form; use String, a number, an enum or the like"),
    NOT_COMPARABLE("NotComparable", "%s sorts its elements, but %s is not Comparable; use %s"),
    NESTED_OPTIONAL("NestedOptional", "an Optional in an Optional can't be told from an empty one; use one Optional"),
    INFINITE_TYPE(
            "InfiniteType",
            "%s contains itself with ever longer type arguments; break the chain, or annotate %s with @RpcMessage"),

    // Messages
    NOT_A_MESSAGE(
            "NotAMessage", Form.PREDICATE, "is %s; put @RpcMessage on a record, a bean, an enum or a sealed interface"),
    NO_CONSTRUCTOR(
            "NoConstructor",
            "%s has no public constructor without parameters, which beans need; add one, make it a record, or name and type the"
                    + " parameters of its constructor like its getters"),
    CONSTRUCTOR_ACCESS("ConstructorAccess", "the constructor of %s without parameters, which beans need, %s"),
    JDK_SUPERCLASS(
            "JdkSuperclass",
            "%s extends %s, whose content would be lost; use a class with a field of that type instead"),
    SEALED_CLASS(
            "SealedClass",
            "%s is a sealed class, and only a sealed interface tells the other side which subclass it gets; let %s"
                    + " implement a sealed interface, and use that"),
    SUBCLASS(
            "Subclass",
            "%s has the subclass %s, whose values would arrive as %s without the rest; use a sealed interface that both"
                    + " implement, and make %s final"),
    THROWING_MEMBER(
            "ThrowingMember",
            "%s throws the checked %s, for which generated code has no use; remove the throws clause"),
    NO_PROPERTIES(
            "NoProperties",
            "%s has fields, but no property with both getter and setter; add them, or make it a record"),
    NO_SETTER(
            "NoSetter", "the property has a getter but no public %s%s; add it, or annotate the field with @RpcIgnore"),
    NO_GETTER("NoGetter", "the property has a setter but no public %s%s; add it, or annotate it with @RpcIgnore"),
    SETTER_TYPE("SetterType", "the getter answers %s but the setter takes %s; give both the same type"),
    PUBLIC_FIELD("PublicField", "public fields are not read; add getter and setter, or make it transient"),
    FLUENT_FIELD(
            "FluentField",
            "%s is no accessor of a bean, so the value would be lost; name the accessors %s and %s, use a record, or"
                    + " annotate the field with @RpcIgnore"),
    UNREAD_FIELD(
            "UnreadField",
            "no public getter and setter have the name of the field, so its value is not sent; add %s and %s, make it"
                    + " transient, or annotate it with @RpcIgnore"),
    IGNORED_COMPONENT("IgnoredComponent", "a record can't be made without it; remove @RpcIgnore, or use a bean"),
    BAD_NUMBER("BadNumber", "number %d (expected: %s); choose another"),
    DUPLICATE_NUMBER(
            "DuplicateNumber",
            Form.PREDICATE,
            "has the number %d, which is %s's already; set another @RpcField(number = …)"),
    BAD_JSON_NAME(
            "BadJsonName",
            "the name \"%s\" can't be used in JSON; use 1 to 256 characters, no control characters and no half surrogate"
                    + " pairs among them"),
    USELESS_FIELD(
            "UselessField",
            Form.PREDICATE,
            "has @RpcField, but is neither a leaf of a sealed interface nor an exception, so that it says nothing; remove it"),
    EXCEPTION_FIELD(
            "ExceptionField",
            Form.PREDICATE,
            "is an exception, for which only the name of @RpcField counts; remove the number and the encoding"),
    DUPLICATE_NAME(
            "DuplicateName",
            Form.PREDICATE,
            "has the name \"%s\" in JSON, which is %s's already, as case does not count there; set another @RpcField(name = …)"),
    DUPLICATE_TEXT(
            "DuplicateText",
            Form.PREDICATE,
            "has the text \"%s\" in JSON, which is %s's already; set another @RpcField(name = …)"),
    DUPLICATE_LEAF(
            "DuplicateLeaf",
            Form.PREDICATE,
            "has the name \"%s\" in JSON, which is %s's already, as case does not count there; rename one of them or set"
                    + " @RpcField(name = …)"),
    BAD_ENCODING("BadEncoding", "%s has no whole numbers; remove the encoding, which is for int and long"),
    IGNORED_AND_FIELD("IgnoredField", Form.PREDICATE, "has both @RpcField and @RpcIgnore; remove one of them"),
    NO_LEAVES("NoLeaves", "%s permits no type that could be sent; let a record implement it"),
    SEALED_LEAF("SealedLeaf", "%s permits %s, which is %s; permit %s"),
    OPEN_LEAF("OpenLeaf", "nothing says what %s of %s is here; let %s pass it on to %s"),
    LOCK("Lock", Form.PREDICATE, "%s"),
    NAME_CLASH("NameClash", "a generated class would have the name of another (%s); rename one of them"),

    UNEXPECTED("Unexpected", "the processor failed on this element (%s); please report it with the element's source");

    /** The form of a text behind the name of its element. */
    private enum Form {
        /** The element is the subject: {@code User.name has the number 1, …}. */
        PREDICATE(" "),
        /** A sentence of its own: {@code User.name: number 0, …}. */
        SENTENCE(": ");

        private final String separator;

        Form(String separator) {
            this.separator = separator;
        }
    }

    private final String tag;
    private final Form form;
    private final String text;

    Problem(String tag, String text) {
        this(tag, Form.SENTENCE, text);
    }

    Problem(String tag, Form form, String text) {
        this.tag = tag;
        this.form = form;
        this.text = text;
    }

    /** Returns the whole message: {@code [Tag] where: what; what to do instead}. */
    String message(String where, Object... arguments) {
        return "[" + tag + "] " + where + form.separator + String.format(text, arguments);
    }

    /** Returns a message whose text says where and what. */
    String message(String whole) {
        return "[" + tag + "] " + whole;
    }

    String tag() {
        return tag;
    }
}
