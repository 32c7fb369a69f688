package inheritance;

interface Other {
    String get(long id) throws IllegalStateException;

    String name();

    Number number();
}
