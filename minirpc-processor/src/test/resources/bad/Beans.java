package bad;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcIgnore;
import io.minirpc.annotation.RpcMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

class Beans {
    @RpcMessage
    static class NoConstructor { // error: [NoConstructor] Beans.NoConstructor: Beans.NoConstructor has no public constructor without parameters, which beans need; add one, make it a record, or name and type the parameters of its constructor like its getters
        private final int value;

        NoConstructor(int value) {
            this.value = value;
        }

        public int getValue() {
            return value;
        }
    }

    @RpcMessage
    public record Paying(Money money, Built built, List<Built> others) {}

    public static final class Money { // error: [NoConstructor] Beans.Money: Beans.Money has no public constructor without parameters, which beans need; add one, make it a record, or name and type the parameters of its constructor like its getters
        private final String currency;

        public Money(String code) {
            this.currency = code;
        }

        public String getCurrency() {
            return currency;
        }
    }

    public static final class Built { // error: [NoConstructor] Beans.Built: Beans.Built has no public constructor without parameters, which beans need; add one, make it a record, or name and type the parameters of its constructor like its getters
        private final int value;

        private Built(int value) {
            this.value = value;
        }

        public int getValue() {
            return value;
        }

        public static Built of(int value) {
            return new Built(value);
        }
    }

    @RpcMessage
    static class Implicit { // error: [ConstructorAccess] Beans.Implicit: the constructor of Beans.Implicit without parameters, which beans need, is implicit and has the access of the class, which is not public; declare it: public Implicit() {}
        private int value;

        public int getValue() {
            return value;
        }
    }

    @RpcMessage
    protected static class ForTools { // error: [ConstructorAccess] Beans.ForTools: the constructor of Beans.ForTools without parameters, which beans need, is not public; make it public
        protected ForTools() {}
    }

    @RpcMessage
    private static class Hidden {} // error: [PrivateType] Beans.Hidden is private or lies in a private type; generated code needs at least package access

    @RpcMessage
    static class Throwing { // error: [ThrowingMember] Beans.Throwing: the constructor throws the checked IOException, for which generated code has no use; remove the throws clause
        private int value; // error: [ThrowingMember] Beans.Throwing.value: setValue throws the checked IOException, for which generated code has no use; remove the throws clause

        public Throwing() throws IOException {}

        public int getValue() {
            return value;
        }

        public void setValue(int value) throws IOException {
            this.value = value;
        }
    }

    @RpcMessage
    public static class NoProperties { // error: [NoProperties] Beans.NoProperties: Beans.NoProperties has fields, but no property with both getter and setter; add them, or make it a record
        private int value;

        public NoProperties() {}

        public int value() {
            return value;
        }
    }

    @RpcMessage
    public static class Accessors {
        private String noSetter; // error: [NoSetter] Beans.Accessors.noSetter: the property has a getter but no public setNoSetter (did you mean setNoGetter?); add it, or annotate the field with @RpcIgnore
        private String misspelt; // error: [NoSetter] Beans.Accessors.misspelt: the property has a getter but no public setMisspelt (did you mean setMispelt?); add it, or annotate the field with @RpcIgnore
        private String noGetter; // error: [NoGetter] Beans.Accessors.noGetter: the property has a setter but no public getNoGetter (did you mean getNoSetter?); add it, or annotate it with @RpcIgnore
        private List<String> types; // error: [SetterType] Beans.Accessors.types: the getter answers List<String> but the setter takes String; give both the same type
        private Integer boxed; // error: [SetterType] Beans.Accessors.boxed: the getter answers Integer but the setter takes int; give both the same type
        public String open; // error: [PublicField] Beans.Accessors.open: public fields are not read; add getter and setter, or make it transient

        @RpcIgnore
        @RpcField(number = 3)
        private String both; // error: [IgnoredField] Beans.Accessors.both has both @RpcField and @RpcIgnore; remove one of them

        private Object anything; // error: [ObjectType] Beans.Accessors.anything: Object can hold anything, and the other side can't tell what; use a concrete type or a sealed interface

        public Accessors() {}

        public String getNoSetter() {
            return noSetter;
        }

        public String getMisspelt() {
            return misspelt;
        }

        public void setMispelt(String misspelt) { // error: [NoGetter] Beans.Accessors.mispelt: the property has a setter but no public getMispelt (did you mean getMisspelt?); add it, or annotate it with @RpcIgnore
            this.misspelt = misspelt;
        }

        public void setNoGetter(String noGetter) {
            this.noGetter = noGetter;
        }

        public List<String> getTypes() {
            return types;
        }

        public void setTypes(String types) {
            this.types = List.of(types);
        }

        public Integer getBoxed() {
            return boxed;
        }

        public void setBoxed(int boxed) {
            this.boxed = boxed;
        }

        public Object getAnything() {
            return anything;
        }

        public void setAnything(Object anything) {
            this.anything = anything;
        }
    }

    @RpcMessage
    abstract static class Abstract {} // error: [AbstractClass] Beans.Abstract: Beans.Abstract is abstract; use a concrete class, or a sealed interface of records

    @RpcMessage
    class Inner {} // error: [InnerClass] Beans.Inner: Beans.Inner is an inner class and needs an instance of Beans; make it static

    @RpcMessage
    interface Open {} // error: [NotSealed] Beans.Open: the interface Beans.Open can have any implementation, and the other side can't tell which; make it sealed, or use a class

    @RpcMessage
    @interface Note {} // error: [UnsupportedType] Beans.Note: Beans.Note can't be sent; annotations are not data; use a record

    @RpcMessage
    static class Failure extends Exception { // error: [NotAMessage] Beans.Failure is an exception, which only the throws clause of a method carries; put @RpcMessage on a record, a bean, an enum or a sealed interface
        private static final long serialVersionUID = 1;
    }

    @RpcMessage
    public static class Fluent {
        private int read;
        private String title; // error: [FluentField] Beans.Fluent.title: title() is no accessor of a bean, so the value would be lost; name the accessors getTitle and setTitle, use a record, or annotate the field with @RpcIgnore
        private boolean open; // error: [FluentField] Beans.Fluent.open: open(boolean) is no accessor of a bean, so the value would be lost; name the accessors getOpen and setOpen, use a record, or annotate the field with @RpcIgnore
        private String nick; // error: [FluentField] Beans.Fluent.nick: nick() is no accessor of a bean, so the value would be lost; name the accessors getNick and setNick, use a record, or annotate the field with @RpcIgnore
        private String getter; // error: [NoSetter] Beans.Fluent.getter: the property has a getter but no public setGetter; add it, or annotate the field with @RpcIgnore

        public int getRead() {
            return read;
        }

        public void setRead(int read) {
            this.read = read;
        }

        public String title() {
            return title;
        }

        public Fluent title(String title) {
            this.title = title;
            return this;
        }

        public Fluent open(boolean open) {
            this.open = open;
            return this;
        }

        public Optional<String> nick() {
            return Optional.ofNullable(nick);
        }

        public String getGetter() {
            return getter;
        }

        public Fluent withGetter(String getter) {
            this.getter = getter;
            return this;
        }
    }

    @RpcMessage
    public static class Unread {
        private int read;
        private List<String> tags; // warning: [UnreadField] Beans.Unread.tags: no public getter and setter have the name of the field, so its value is not sent; add getTags and setTags, make it transient, or annotate it with @RpcIgnore
        String first; // warning: [UnreadField] Beans.Unread.first: no public getter and setter have the name of the field, so its value is not sent; add getFirst and setFirst, make it transient, or annotate it with @RpcIgnore
        private String second; // warning: [UnreadField] Beans.Unread.second: no public getter and setter have the name of the field, so its value is not sent; add getSecond and setSecond, make it transient, or annotate it with @RpcIgnore
        private long secret; // warning: [UnreadField] Beans.Unread.secret: no public getter and setter have the name of the field, so its value is not sent; add getSecret and setSecret, make it transient, or annotate it with @RpcIgnore
        private transient int cache;

        @RpcIgnore
        private int hits;

        public int getRead() {
            return read;
        }

        public void setRead(int read) {
            this.read = read;
        }

        public void addTag(String tag) {
            tags.add(tag);
        }

        public String getName() {
            return first + second;
        }

        public void setName(String name) {
            first = name;
        }

        long getSecret() {
            return secret + cache + hits;
        }

        void setSecret(long secret) {
            this.secret = secret;
        }
    }

    @RpcMessage
    public static class Lines extends ArrayList<String> { // error: [JdkSuperclass] Beans.Lines: Beans.Lines extends ArrayList, whose content would be lost; use a class with a field of that type instead
        private int total;

        public int getTotal() {
            return total;
        }

        public void setTotal(int total) {
            this.total = total;
        }
    }

    @RpcMessage
    public static class Settings extends OfJdk {} // error: [JdkSuperclass] Beans.Settings: Beans.Settings extends Properties, whose content would be lost; use a class with a field of that type instead

    abstract static class OfJdk extends Properties {}

    @RpcMessage
    public record Dated(Stamp stamp) {}

    public static class Stamp extends Date {} // error: [JdkSuperclass] Beans.Stamp: Beans.Stamp extends Date, whose content would be lost; use a class with a field of that type instead

    @RpcMessage
    public sealed abstract static class Shape {} // error: [SealedClass] Beans.Shape: Beans.Shape is a sealed class, and only a sealed interface tells the other side which subclass it gets; let Beans.Circle and Beans.Square implement a sealed interface, and use that

    public static final class Circle extends Shape {}

    public static final class Square extends Shape {}

    @RpcMessage
    public record Sending(Mail mail, Animal animal) {}

    public static sealed class Mail {} // error: [SealedClass] Beans.Mail: Beans.Mail is a sealed class, and only a sealed interface tells the other side which subclass it gets; let Beans.Letter implement a sealed interface, and use that

    public static final class Letter extends Mail {}

    public static class Animal {} // error: [Subclass] Beans.Animal: Beans.Animal has the subclass Beans.Cat, whose values would arrive as Beans.Animal without the rest; use a sealed interface that both implement, and make Beans.Animal final

    abstract static class Cat extends Animal {}
}
