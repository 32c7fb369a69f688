package shapes;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMessage;
import java.util.List;

@RpcInterface
public interface Shapes {
    List<Shape> all();

    double area(Shape shape);

    Result<Shape> biggest(List<Shape> shapes);

    double evaluate(Expr expr);

    @RpcMessage
    sealed interface Shape permits Round, Square {}

    sealed interface Round extends Shape permits Circle, Ellipse {}

    record Circle(double radius) implements Round {}

    record Ellipse(double a, double b) implements Round {}

    @RpcMessage
    record Square(double side) implements Shape {}

    sealed interface Result<T> permits Ok, Failed {}

    record Ok<V>(V value) implements Result<V> {}

    record Failed<V>(String reason, List<V> others) implements Result<V> {}

    sealed interface Expr permits Num, Add, Unknown {}

    record Num(double value) implements Expr {}

    record Add(Expr left, Expr right) implements Expr {}

    final class Unknown implements Expr {}
}
