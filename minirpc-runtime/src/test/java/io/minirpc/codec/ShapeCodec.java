package io.minirpc.codec;

import io.minirpc.codec.Customer.Shape;
import io.minirpc.codec.Customer.Shape.Circle;
import io.minirpc.codec.Customer.Shape.Square;

/** The codec of a sealed type, as the processor writes them. */
final class ShapeCodec extends MessageCodec<Shape> {
    static final ShapeCodec INSTANCE = new ShapeCodec();
    private static final JsonName CIRCLE = JsonName.of("Circle");
    private static final JsonName SQUARE = JsonName.of("Square");
    private static final JsonFields FIELDS = JsonFields.of(CIRCLE, SQUARE);

    private ShapeCodec() {
        super("Shape");
    }

    @Override
    public void write(Shape value, WireWriter out) {
        if (value instanceof Circle circle) {
            out.writeMessage(1, circle, CircleCodec.INSTANCE);
        } else if (value instanceof Square square) {
            out.writeMessage(2, square, SquareCodec.INSTANCE);
        }
    }

    @Override
    public Shape read(WireReader in) {
        Shape value = null;
        for (int field = in.nextField(); field != 0; field = in.nextField()) {
            switch (field) {
                case 1 -> value = in.readMessage(CircleCodec.INSTANCE);
                case 2 -> value = in.readMessage(SquareCodec.INSTANCE);
                default -> in.skipField();
            }
        }
        return value;
    }

    @Override
    public void writeJson(Shape value, JsonWriter out) {
        out.beginObject();
        if (value instanceof Circle circle) {
            out.writeField(CIRCLE, circle, CircleCodec.INSTANCE);
        } else if (value instanceof Square square) {
            out.writeField(SQUARE, square, SquareCodec.INSTANCE);
        }
        out.endObject();
    }

    @Override
    public Shape readJson(JsonReader in) {
        Shape value = null;
        in.beginObject(FIELDS);
        for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
            switch (field) {
                case 0 -> value = in.readLeaf(value, CircleCodec.INSTANCE);
                case 1 -> value = in.readLeaf(value, SquareCodec.INSTANCE);
                default -> throw new AssertionError(field);
            }
        }
        return value;
    }

    private static final class CircleCodec extends MessageCodec<Circle> {
        private static final CircleCodec INSTANCE = new CircleCodec();
        private static final JsonName RADIUS = JsonName.of("radius");
        private static final JsonFields FIELDS = JsonFields.of(RADIUS);

        private CircleCodec() {
            super("Circle");
        }

        @Override
        public void write(Circle value, WireWriter out) {
            out.writeDouble(1, value.radius());
        }

        @Override
        public Circle read(WireReader in) {
            double radius = 0;
            for (int field = in.nextField(); field != 0; field = in.nextField()) {
                switch (field) {
                    case 1 -> radius = in.readDouble();
                    default -> in.skipField();
                }
            }
            return new Circle(radius);
        }

        @Override
        public void writeJson(Circle value, JsonWriter out) {
            out.beginObject();
            out.writeDouble(RADIUS, value.radius());
            out.endObject();
        }

        @Override
        public Circle readJson(JsonReader in) {
            double radius = 0;
            in.beginObject(FIELDS);
            for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
                switch (field) {
                    case 0 -> radius = in.readDouble();
                    default -> throw new AssertionError(field);
                }
            }
            return new Circle(radius);
        }
    }

    private static final class SquareCodec extends MessageCodec<Square> {
        private static final SquareCodec INSTANCE = new SquareCodec();
        private static final JsonName SIDE = JsonName.of("side");
        private static final JsonName UNIT = JsonName.of("unit");
        private static final JsonFields FIELDS = JsonFields.of(SIDE, UNIT);

        private SquareCodec() {
            super("Square");
        }

        @Override
        public void write(Square value, WireWriter out) {
            out.writeInt32(1, value.side());
            out.writeString(2, value.unit());
        }

        @Override
        public Square read(WireReader in) {
            int side = 0;
            String unit = null;
            for (int field = in.nextField(); field != 0; field = in.nextField()) {
                switch (field) {
                    case 1 -> side = in.readInt32();
                    case 2 -> unit = in.readString();
                    default -> in.skipField();
                }
            }
            return new Square(side, unit);
        }

        @Override
        public void writeJson(Square value, JsonWriter out) {
            out.beginObject();
            out.writeInt32(SIDE, value.side());
            out.writeString(UNIT, value.unit());
            out.endObject();
        }

        @Override
        public Square readJson(JsonReader in) {
            int side = 0;
            String unit = null;
            in.beginObject(FIELDS);
            for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
                switch (field) {
                    case 0 -> side = in.readInt32();
                    case 1 -> unit = in.readString();
                    default -> throw new AssertionError(field);
                }
            }
            return new Square(side, unit);
        }
    }
}
