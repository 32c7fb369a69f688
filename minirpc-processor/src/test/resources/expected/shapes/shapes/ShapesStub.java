// Written by minirpc-processor from Shapes; changes are lost.
package shapes;

import io.minirpc.Channel;
import io.minirpc.annotation.Generated;
import java.util.List;
import java.util.Objects;

/** Client side of {@link Shapes}: each method is one call on the channel. */
@Generated("minirpc-processor")
public final class ShapesStub implements Shapes {
  private final Channel channel;

  /** Creates a stub that calls through the channel. */
  public ShapesStub(Channel channel) {
    this.channel = Objects.requireNonNull(channel, "channel");
  }

  @Override
  public List<Shapes.Shape> all() {
    return channel.callBlocking(ShapesMethods.ALL, null);
  }

  @Override
  public double area(Shapes.Shape shape) {
    return channel.callBlocking(ShapesMethods.AREA, shape);
  }

  @Override
  public Shapes.Result<Shapes.Shape> biggest(List<Shapes.Shape> shapes) {
    return channel.callBlocking(ShapesMethods.BIGGEST, new ShapesMethods.BiggestArgs(shapes));
  }

  @Override
  public double evaluate(Shapes.Expr expr) {
    return channel.callBlocking(ShapesMethods.EVALUATE, expr);
  }
}
