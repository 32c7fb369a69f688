package io.minirpc.tests.fuzz;

import io.minirpc.client.WireFormat;
import io.minirpc.tests.wire.Frames;

/** The forms that bodies come in. */
enum Form {
    NATIVE(Frames.NATIVE, WireFormat.NATIVE),
    BINARY(Frames.BINARY, WireFormat.BINARY),
    DOCUMENT(Frames.JSON, WireFormat.JSON),
    PAYLOAD(Frames.JSON, WireFormat.JSON_PAYLOAD);

    final int codec;
    final WireFormat wireFormat;

    Form(int codec, WireFormat wireFormat) {
        this.codec = codec;
        this.wireFormat = wireFormat;
    }
}
