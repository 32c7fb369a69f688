package accessors;

import io.minirpc.annotation.RpcMessage;

/** What the message about sealed classes advises. */
@RpcMessage
public sealed interface Shape {
    static Shape sample() {
        Circle circle = new Circle();
        circle.setId(7);
        circle.setRadius(2);
        return circle;
    }

    abstract sealed class Base {
        private int id;

        public int getId() {
            return id;
        }

        public void setId(int id) {
            this.id = id;
        }
    }

    final class Circle extends Base implements Shape {
        private int radius;

        public int getRadius() {
            return radius;
        }

        public void setRadius(int radius) {
            this.radius = radius;
        }

        @Override
        public String toString() {
            return getId() + " " + radius;
        }
    }

    final class Dot extends Base implements Shape {}
}
