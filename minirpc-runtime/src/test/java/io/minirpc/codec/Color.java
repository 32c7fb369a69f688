package io.minirpc.codec;

/** An enum whose numbers on the wire and texts in JSON are its own. */
enum Color {
    RED,
    GREEN,
    BLUE;

    /** RED is 0, GREEN 5 and BLUE 1; BLUE is blau in JSON. */
    static final ScalarCodec<Color> CODEC =
            Codecs.enumeration(Color.class, new String[] {"RED", "GREEN", "BLUE"}, new int[] {0, 5, 1}, new String[] {
                "RED", "GREEN", "blau"
            });
}
