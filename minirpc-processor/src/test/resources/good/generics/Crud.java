package generics;

import java.util.List;
import java.util.concurrent.CompletionStage;

public interface Crud<T, I, X extends Exception> {
    T get(I id) throws X;

    CompletionStage<List<T>> find(Page<T> like);

    void put(T item) throws X;
}
