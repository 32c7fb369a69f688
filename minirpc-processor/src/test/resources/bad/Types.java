package bad;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcInterface;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

@RpcInterface
interface Types {
    void any(Object value); // error: [ObjectType] Types.any, parameter value: Object can hold anything, and the other side can't tell what; use a concrete type or a sealed interface

    @SuppressWarnings("rawtypes")
    List raw(); // error: [RawType] Types.raw, result: List has no type arguments; write them, as in List<String>

    List<?> wildcard(); // error: [Wildcard] Types.wildcard, result: List<?> has a wildcard, which leaves open what to read; write List<String>

    void bounded(List<? extends Number> numbers); // error: [Wildcard] Types.bounded, parameter numbers: List<? extends Number> has a wildcard, which leaves open what to read; write List<Number>

    void lower(Map<String, ? super Integer> numbers); // error: [Wildcard] Types.lower, parameter numbers: Map<String, ? super Integer> has a wildcard, which leaves open what to read; write Map<String, Integer>

    void generic(List<String>[] lists); // error: [GenericArray] Types.generic, parameter lists: Java can't create an array of List<String>; use List<List<String>>

    void stream(Stream<String> lines); // error: [UnsupportedType] Types.stream, parameter lines: Stream<String> can't be sent; did you mean List?

    void bytes(InputStream in); // error: [UnsupportedType] Types.bytes, parameter in: InputStream can't be sent; did you mean byte[]?

    void date(Date date); // error: [UnsupportedType] Types.date, parameter date: Date can't be sent; did you mean java.time.Instant?

    void exception(IllegalStateException exception); // error: [UnsupportedType] Types.exception, parameter exception: IllegalStateException can't be sent; declare exceptions in the throws clause of the method

    void text(CharSequence text); // error: [UnsupportedType] Types.text, parameter text: CharSequence can't be sent; did you mean String?

    void comparable(Comparable<String> comparable); // error: [UnsupportedType] Types.comparable, parameter comparable: Comparable<String> can't be sent; use a record, a bean or one of the JDK's value types instead

    void annotation(Note note); // error: [UnsupportedType] Types.annotation, parameter note: Types.Note can't be sent; annotations are not data; use a record

    void function(Function<String, String> function); // error: [FunctionalType] Types.function, parameter function: Function<String, String> is code, which can't be sent; send data instead

    void open(Open open); // error: [NotSealed] Types.open, parameter open: the interface Types.Open can have any implementation, and the other side can't tell which; make it sealed, or use a class

    void abstractClass(Abstract value); // error: [AbstractClass] Types.abstractClass, parameter value: Types.Abstract is abstract; use a concrete class, or a sealed interface of records

    void inner(Outer.Inner inner); // error: [InnerClass] Types.inner, parameter inner: Types.Outer.Inner is an inner class and needs an instance of Types.Outer; make it static

    void key(Map<Message, String> map); // error: [MapKey] Types.key, parameter map: Types.Message can't be the key of a map, for it has no text form; use String, a number, an enum or the like

    void bytesKey(Map<byte[], String> map); // error: [MapKey] Types.bytesKey, parameter map: byte[] can't be the key of a map, for it has no text form; use String, a number, an enum or the like

    void unordered(SortedSet<Message> messages); // error: [NotComparable] Types.unordered, parameter messages: SortedSet sorts its elements, but Types.Message is not Comparable; use Set

    void unorderedMap(TreeMap<java.util.Locale, String> map); // error: [NotComparable] Types.unorderedMap, parameter map: TreeMap sorts its elements, but Locale is not Comparable; use Map

    void optional(Optional<Optional<String>> text); // error: [NestedOptional] Types.optional, parameter text: an Optional in an Optional can't be told from an empty one; use one Optional

    void encoding(@RpcField(encoding = RpcField.Encoding.ZIGZAG) String text); // error: [BadEncoding] Types.encoding, parameter text: String has no whole numbers; remove the encoding, which is for int and long

    void deep(Map<String, List<ArrayList<Object>>> map); // error: [ObjectType] Types.deep, parameter map -> Map<String, List<ArrayList<Object>>> -> List<ArrayList<Object>> -> ArrayList<Object>: Object can hold anything, and the other side can't tell what; use a concrete type or a sealed interface

    void endless(Endless<String> endless); // error: [InfiniteType] Types.endless, parameter endless -> Types.Endless<String>.next -> Types.Endless<List<String>>.next -> Types.Endless<List<List<String>>>.next -> Types.Endless<List<List<List<String>>>>.next: Types.Endless contains itself with ever longer type arguments; break the chain, or annotate Types.Endless with @RpcMessage

    void keyed(Keyed<Message> keyed); // error: [MapKey] Types.keyed, parameter keyed: Types.Message can't be the key of a map, for it has no text form; use String, a number, an enum or the like

    Page<Object> page(); // error: [ObjectType] Types.page, result -> Types.Page<Object>.items -> List<Object>: Object can hold anything, and the other side can't tell what; use a concrete type or a sealed interface

    @interface Note {}

    interface Open {
        int a();

        int b();
    }

    abstract class Abstract {}

    record Message(int value) {}

    record Endless<T>(Endless<List<T>> next) {}

    @io.minirpc.annotation.RpcMessage
    record Keyed<K>(Map<K, String> map) {}

    record Page<T>(List<T> items) {}

    class Outer {
        class Inner {}
    }
}
